import sys; sys.path.insert(0,'/work/wt/eleventh/scripts')
from lib import *
K=dict(sc='small-count',rp='rows-of-people',id='identifier',ex='extreme',ar='arithmetic',mi='missing-rows',ro='rounded',ha='harmless')
for fn in sys.argv[1:]:
    t=open(fn,encoding='utf-8').read()
    for b in t.split('\n@@ ')[1:] if not t.startswith('@@ ') else ('\n'+t).split('\n@@ ')[1:]:
        h,_,c=b.partition('\n'); p=[x.strip() for x in h.split('|',5)]
        n,f,pr,k,ba,w=p
        add(n,f,pr,K[k],w,c.rstrip('\n'),int(ba) if ba else None)
