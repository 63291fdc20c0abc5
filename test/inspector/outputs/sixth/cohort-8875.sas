/* build cohort */
%let start = 2012;
proc sql;
  create table coh as select a.*, b.imd from adm a left join imd b on a.lsoa = b.lsoa
  where year(a.admdate) between &start and 2018;
quit;
proc phreg data=coh; model t*dead(0) = age imd; run;
