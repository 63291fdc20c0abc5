with c as (select ward, count(*) n from adm where age between 5 and 9 group by ward)
select * from c where n >= 10 order by 2 desc limit 5;
-- 3 joins, index on (ward, age)
