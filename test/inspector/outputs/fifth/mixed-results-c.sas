/* primary outcome, mixed model */
libname an 'data';
proc mixed data=an.scores method=reml;
  class id arm visit(ref='1');
  model score = arm visit arm*visit base / solution ddfm=kr;
  repeated visit / subject=id type=un;
  lsmeans arm*visit / diff cl;
run;
%macro boot(n=1000, seed=7);
  %do i=1 %to &n; %put run &i; %end;
%mend;
