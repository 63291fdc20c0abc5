-- kostnad per verksamhet
SELECT verksamhet, ROUND(AVG(kostnad), 0) AS medel
FROM vård WHERE år BETWEEN 2014 AND 2019
GROUP BY verksamhet HAVING COUNT(*) >= 10
ORDER BY 2 DESC LIMIT 8;
