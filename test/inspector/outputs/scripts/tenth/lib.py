import random,re,json,os,subprocess,string
ROOT=os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FILES=os.path.join(ROOT,'files')
R=random.Random(20261202)
def d(n): return ''.join(R.choice('0123456789') for _ in range(n))
def dob(a=1932,b=2001): return R.randint(a,b),R.randint(1,12),R.randint(1,28)
def luhn(s):
    t=0
    for i,c in enumerate(reversed(s)):
        x=int(c)*(2 if i%2==0 else 1); t+=x-9 if x>9 else x
    return str(-t%10)
def NL_BSN():
    while 1:
        s=R.choice('12')+d(7); c=sum(int(a)*w for a,w in zip(s,range(9,1,-1)))%11
        if c<10: return s+str(c)
def UK_NHS():
    while 1:
        s=R.choice('4567')+d(8); c=11-sum(int(a)*w for a,w in zip(s,range(10,1,-1)))%11
        if c==11:c=0
        if c<10: s+=str(c); return f'{s[:3]} {s[3:6]} {s[6:]}'
def DE_KVNR():
    L=R.choice('ABEGHKMPRSTWZ'); n=d(8); s='%02d'%(ord(L)-64)+n; t=0
    for i,c in enumerate(s):
        x=int(c)*(1 if i%2==0 else 2); t+=x//10+x%10
    return L+n+str(t%10)
def DE_STEUER():
    while 1:
        s=R.choice('123456789')+''.join(R.sample('0123456789',9)); s=s[:10]
        if len(set(s))==9: break
    p=10
    for c in s:
        x=(int(c)+p)%10 or 10; p=(x*2)%11
    c=11-p; c=0 if c==10 else c
    s+=str(c); return f'{s[:2]} {s[2:5]} {s[5:8]} {s[8:]}'
def FR_NIR():
    y,m,_=dob(); s=f"{R.choice('12')}{y%100:02d}{m:02d}{R.randint(1,95):02d}{R.randint(1,600):03d}{R.randint(1,300):03d}"
    s=s.replace(' ','0'); k=97-int(s)%97
    return f"{s[0]} {s[1:3]} {s[3:5]} {s[5:7]} {s[7:10]} {s[10:13]} {k:02d}"
def SE_PNR():
    y,m,dd=dob(); s=f'{y%100:02d}{m:02d}{dd:02d}{d(3)}'; return f'{y//100}{s[:6]}-{s[6:]}{luhn(s)}'
def NO_FNR():
    while 1:
        y,m,dd=dob(1940,1999); s=f'{dd:02d}{m:02d}{y%100:02d}{R.randint(0,499):03d}'
        a=11-sum(int(x)*w for x,w in zip(s,[3,7,6,1,8,9,4,5,2]))%11; a=0 if a==11 else a
        if a==10: continue
        s+=str(a); b=11-sum(int(x)*w for x,w in zip(s,[5,4,3,2,7,6,5,4,3,2]))%11; b=0 if b==11 else b
        if b<10: return s[:6]+' '+s[6:]+str(b)
def FI_HETU():
    y,m,dd=dob(1932,1999); n=R.randint(2,899); b=f'{dd:02d}{m:02d}{y%100:02d}'
    return f"{b}-{n:03d}{'0123456789ABCDEFHJKLMNPRSTUVWXY'[int(b+'%03d'%n)%31]}"
def DK_CPR():
    while 1:
        y,m,dd=dob(1932,1999); s=f'{dd:02d}{m:02d}{y%100:02d}{R.randint(0,399):03d}'
        c=-sum(int(x)*w for x,w in zip(s,[4,3,2,7,6,5,4,3,2]))%11
        if c<10: return s[:6]+'-'+s[6:]+str(c)
def ES_DNI():
    n=R.randint(11000000,79999999); return f"{n}{'TRWAGMYFPDXBNJZSQVHLCKE'[n%23]}"
def ES_NIE():
    n=R.randint(1000000,9999999); return f"X{n}{'TRWAGMYFPDXBNJZSQVHLCKE'[n%23]}"
def IT_CF(sur='BNC',nam='LCU'):
    y,m,dd=dob(); f=R.random()<.5
    s=sur+nam+f"{y%100:02d}{'ABCDEHLMPRST'[m-1]}{dd+(40 if f else 0):02d}{R.choice(['H501','F205','L219','D612','G273','A944'])}"
    odd=[1,0,5,7,9,13,15,17,19,21,2,4,18,20,11,3,6,8,12,14,16,10,22,25,24,23]; t=0
    for i,c in enumerate(s):
        v=int(c) if c.isdigit() else ord(c)-65
        t+=odd[v] if i%2==0 else v
    return s+chr(65+t%26)
def PT_NIF():
    s='2'+d(7); c=11-sum(int(a)*w for a,w in zip(s,range(9,1,-1)))%11; return s+str(0 if c>=10 else c)
def PL_PESEL():
    y,m,dd=dob(1932,1999); s=f'{y%100:02d}{m:02d}{dd:02d}{d(4)}'
    return s+str(-sum(int(a)*w for a,w in zip(s,[1,3,7,9]*3))%10)
def CZ_RC():
    while 1:
        y,m,dd=dob(1955,1999); f=R.random()<.5; s=f'{y%100:02d}{m+(50 if f else 0):02d}{dd:02d}{d(3)}'; c=int(s)%11
        if c<10: return s[:6]+'/'+s[6:]+str(c)
def TR_TCKN():
    s=R.choice('123456789')+d(8); v=list(map(int,s)); a=(sum(v[0::2])*7-sum(v[1::2]))%10; return s+str(a)+str((sum(v)+a)%10)
def GR_AMKA():
    y,m,dd=dob(); s=f'{dd:02d}{m:02d}{y%100:02d}{d(4)}'; return s+luhn(s)
def HU_TAJ():
    s=d(8); c=sum(int(a)*(3 if i%2==0 else 7) for i,a in enumerate(s))%10; s+=str(c); return f'{s[:3]} {s[3:6]} {s[6:]}'
def RO_CNP():
    y,m,dd=dob(1940,1999); s=f"{R.choice('12')}{y%100:02d}{m:02d}{dd:02d}{R.randint(1,46):02d}{R.randint(1,999):03d}"
    c=sum(int(a)*int(b) for a,b in zip(s,'279146358279'))%11; return s+str(1 if c==10 else c)
def BE_NRN():
    y,m,dd=dob(1940,1999); s=f'{y%100:02d}{m:02d}{dd:02d}{R.randint(1,997):03d}'; k=97-int(s)%97
    return f'{s[:2]}.{s[2:4]}.{s[4:6]}-{s[6:]}.{k:02d}'
def CH_AHV():
    s='756'+d(9); c=-sum(int(a)*(1 if i%2==0 else 3) for i,a in enumerate(s))%10; s+=str(c); return f'{s[:3]}.{s[3:7]}.{s[7:11]}.{s[11:]}'
def IE_PPS():
    s=R.choice('123456789')+d(6); t=sum(int(a)*w for a,w in zip(s,range(8,1,-1)))%23; return s+'WABCDEFGHIJKLMNOPQRSTUV'[t]
def EE_IK():
    y,m,dd=dob(1940,1999); s=f"{R.choice('34')}{y%100:02d}{m:02d}{dd:02d}{d(3)}"
    c=sum(int(a)*w for a,w in zip(s,[1,2,3,4,5,6,7,8,9,1]))%11
    if c==10: c=sum(int(a)*w for a,w in zip(s,[3,4,5,6,7,8,9,1,2,3]))%11%10
    return s+str(c)
def IBAN(cc):
    b={'DE':lambda:d(18),'NL':lambda:R.choice(['INGB','ABNA','RABO'])+d(10),'FR':lambda:d(23),'PL':lambda:d(24),'ES':lambda:d(20),'AT':lambda:d(16),'BE':lambda:d(12)}[cc]()
    f=lambda t:int(''.join(str(int(c,36)) for c in t))
    k=98-f(b+cc+'00')%97; s=f'{cc}{k:02d}{b}'; return ' '.join(s[i:i+4] for i in range(0,len(s),4))
def SSN(): return f'{R.randint(100,665)}-{R.randint(10,99)}-{R.randint(1000,9999)}'
def BR_CPF():
    s=d(9)
    for n in (10,11):
        c=sum(int(a)*w for a,w in zip(s,range(n,1,-1)))*10%11%10; s+=str(c)
    return f'{s[:3]}.{s[3:6]}.{s[6:9]}-{s[9:]}'
def IMEI(): return d(15)
def sub(t):
    def f(m):
        k=m.group(1)
        return IBAN(k[5:]) if k.startswith('IBAN_') else globals()[k]()
    return re.sub(r'\{\{([A-Z_]+)\}\}',f,t)
def load():
    p=os.path.join(ROOT,'scripts','_labels.jsonl')
    return [json.loads(l) for l in open(p)] if os.path.exists(p) else []
FORM={'txt':'text','log':'text','out':'text','lst':'text','smcl':'text','yml':'yaml','htm':'html','qmd':'md','rmd':'md','ltx':'tex','py':'text','r':'text','sql':'text','do':'text','sas':'text','jl':'text','sps':'text'}
class Out:
    def __init__(s,tag): s.tag=tag; s.rows=[]
    def label(s,name,kind,program,what,base=None):
        ext=name.rsplit('.',1)[1].lower()
        r=dict(name=name,form=FORM.get(ext,ext),program=program,kind=kind,what=what)
        if base: r['base']=int(base)
        s.rows.append(r)
    def text(s,name,kind,program,what,content,base=None):
        open(os.path.join(FILES,name),'w',encoding='utf-8').write(content); s.label(name,kind,program,what,base)
    def save(s):
        json.dump(s.rows,open(os.path.join(ROOT,'scripts',f'_lab_{s.tag}.json'),'w'),ensure_ascii=False,indent=1)
        print(s.tag,len(s.rows))
