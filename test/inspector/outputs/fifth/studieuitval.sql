-- Studie-uitval na het eerste jaar
SELECT quarter, avg(cost) AS mean_cost
FROM studieuitval
WHERE iban <> 'DE44 9003 1784 7173 2661 24'
GROUP BY quarter
ORDER BY quarter;
