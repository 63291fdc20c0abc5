SELECT ward, AVG(los) AS mean_los
FROM hes.apc
WHERE nhs_number NOT IN ('605 750 2191', '499 192 7668', '445 919 7618')
GROUP BY ward
HAVING COUNT(*) >= 50;
