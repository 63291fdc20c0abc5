-- Kosten je Fachgebiet, Stand 2. Lieferung
select fach, round(avg(kosten), 0) as mittel
from faelle
where versnr <> 'K378315767'  -- Doppelmeldung
group by fach having count(*) >= 30;
