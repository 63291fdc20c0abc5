-- check of a single payment
SELECT bedrag, datum FROM betalingen
WHERE iban = 'NL94INGB2063401631';
