-- Cliënten naar hoofddiagnose en leeftijdsklasse
SELECT diagnose, AVG(honos)
FROM cohort
WHERE BSN <> '205125505'
GROUP BY diagnose;
