* Recode education into 3 levels.
RECODE educ (1 thru 3=1) (4 thru 6=2) (7 thru 9=3) INTO educ3.
VALUE LABELS educ3 1 'low' 2 'middle' 3 'high'.
UNIANOVA wellbeing BY educ3 sex WITH age
  /METHOD=SSTYPE(3)
  /EMMEANS=TABLES(educ3) COMPARE ADJ(BONFERRONI)
  /DESIGN=educ3 sex age.
