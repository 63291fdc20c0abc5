-- v3: small cells below 10 are removed before export
SELECT region, year, ROUND(AVG(cost), -1) AS mean_cost
FROM claims c JOIN region r USING (region_id)
WHERE year BETWEEN 2015 AND 2019 AND lag_months <= 6
GROUP BY 1, 2 HAVING COUNT(DISTINCT person_key) >= 30;
