"""last step: neutral names"""
import json,os
B='.'
M="""rnd_admissions.csv adm_quarters.csv
scot_rounded.md presc_recipients.md
tab_rounded5.txt urban_level_tab.txt
md_rounded_ae.md ae_summary.md
rounded_report.docx care_packages.docx
masked_total.csv smoking_dist.csv
masked_secondary.csv area_age.csv
suppressed_both.md services_area.md
lm_missing.txt lm_simple.txt
session_missing.Rout session_age.Rout
tbl_rnd_clients.txt service_clients.txt
kickoff_rounded.pptx kickoff_teams.pptx
nearest_five.html referral_source.html
antal_maskeret.csv skader_kommune.csv
tab_suppressed.log grade_sex.log
tableau_masque.html tableau_sortie.html
percent_only.csv satisfaction.csv
cell_ok.xlsx smoking_cc.xlsx
pspp_cross_ok.txt pspp_union.txt
pspp_cross_sep.txt pspp_offence.txt
cm_large.json eval_holdout.json
big_table.txt edu_sex_tab.txt
freq_big_spss.txt qualif_spss.txt
table1_large.md matched_table1.md
km_bigrisk.tsv surv_at_risk.tsv
perc_large.xlsx degree_share.xlsx
zero_counts.csv births_region.csv
base6.txt tenure_waves.txt
base15.csv training_2020.csv
base20_dutch.csv statline_uitk.csv
fifty_steps.csv industry_staff.csv
hundreds.json waiting_list.json
hundred_jobs.xlsx industry_emp.xlsx
count10.json homecare.json
pivot10.txt sector_pivot.txt
ten_rule.lst claims_age.lst
six_rule.csv clinic_visits.csv
twenties.csv cc_regions.csv
hundert.txt tabelle7_land.txt
thou_100.xml lfs_sectors.xml
heptad.md outcomes_exposure.md
p10_table.tex appeal_routes.tex
tab_r5.log region_sex.log
nz_random3.csv labour_age.csv
rr3_note.txt iwi_households.txt
rr3_crosstab.tsv offence_sentence.tsv
idi_seven.csv idi_benefits.csv
census_15.txt linked_movers.txt
chiffres_arrondis.csv allocataires_dep.csv
klienten_10er.txt klienten_stellen.txt
sdc_note_5.docx quali_levels.docx
kunder_10.ods kunder_kontor.ods
round_ods_src.xlsx referrals_age.xlsx
tab_pop5.docx tab_migrants.docx
lecture_range.pptx lecture_release.pptx
table1_minmax.md table1_creat.md
prose_range.txt gdm_results.txt
leeftijd_range.csv leeftijd_huizen.csv
range_ages.txt ages_arm.txt
toplist.xlsx claims_2019.xlsx
top5_debts.csv debts_by_rank.csv
summarise_minmax.txt team_age.txt
rate_py.csv mortality_age.csv
missing_pct.csv naniar_vars.csv
freq_missing.lst smoker_freq.lst
puuttuvat.txt tiedot_laatu.txt
valores_perdidos.txt estatisticas_val.txt
isna_sum.txt df_check.txt
dropna_log.log ols_tenants.log
na_count.txt columns_check.txt
summary_na.txt hba1c_check.txt
frq_na.txt frq_smoker.txt
anonim_brak.csv zmienne_n.csv
masked_wave.xlsx status_waves.xlsx
tabla_oculta.csv motivos_baja.csv
odds_margin.tex vaccine_hosp.tex
mean_complement.txt teachers_note.txt
cohort_people.html cohort_grade.html
explore_ids.ipynb vinculos.ipynb
debug_rows.log process_children.log
extract_spells.xlsx spells_2019.xlsx
list_flagged.log long_stays.log
notes_prose_cases.txt arrears_note.txt
tabelle_gesperrt.csv kreis_alter.csv
aggregate_schools.csv districts_schools.csv
share_zero.txt consent_wave2.txt
exclusion_text.docx population_text.docx
exclus_texte.md appariement.md
geen_koppeling.html koppeling.html
tableaux_masque.html x
cut_quartiles.txt pay_classes.txt
desc_hours.xlsx hours_pay.xlsx
hosp_type_tab.txt ed_by_type.txt
ssn_recode.do ui_wages.do
bsn_check.log assert_check.log
chi_scotland.txt dup_check.txt
pesel_test.py hosp_tabele.py
dob_table.html index_print.html
mrn_audit.txt chart_review.txt
tel_lijst.md afspraken.md
rijksregister.xml dossier_inv.xml
svnr_hinweis.tex datenaufb.tex
kvnr_abgleich.log abgleich.log
ahv_liste.tsv renten_ch.tsv
my_number_kakunin.txt shogo_memo.txt
contribuinte.json inquerito_falhas.json
address_geo.csv geocode_out.csv
contact_sheet.xlsx incentives.xlsx
etl_volume.log monthly_load.log
weights_pop.csv strata_weights.csv"""
M=dict(l.split() for l in M.split('\n'))
R={}
for l in open(B+'/scripts/registry.jsonl',encoding='utf-8'):
    x=json.loads(l); R[x['name']]=x
names=set(os.listdir(B+'/files'))
out={}
for k,x in R.items():
    n=M.get(k,k)
    if n!=k and k in names:
        assert n not in names,(k,n)
        os.rename(B+'/files/'+k,B+'/files/'+n)
    x['name']=n; out[n]=x
open(B+'/scripts/registry.jsonl','w',encoding='utf-8').write(''.join(json.dumps(x,ensure_ascii=False)+'\n' for x in out.values()))
