-- quarterly means by region
WITH e AS (
  SELECT person_key, region, quarter, SUM(cost) AS cost
  FROM episodes
  WHERE quarter BETWEEN 3 AND 7
  GROUP BY person_key, region, quarter
)
SELECT region, quarter, ROUND(AVG(cost), 2) AS mean_cost, ROUND(STDDEV(cost), 2) AS sd
FROM e
GROUP BY region, quarter
HAVING COUNT(*) >= 20
ORDER BY 1, 2;
