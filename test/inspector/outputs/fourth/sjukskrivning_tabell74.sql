-- Sjukskrivna efter diagnosgrupp och län
WITH base AS (
  SELECT orsak, lan, dagar
  FROM sjukskrivning_2019
  WHERE age BETWEEN 18 AND 64
)
SELECT orsak, lan, COUNT(*) AS n, AVG(dagar) AS m
FROM base
GROUP BY 1, 2
HAVING COUNT(*) >= 10
ORDER BY 1;
