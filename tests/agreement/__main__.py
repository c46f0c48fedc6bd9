"""``python -m tests.agreement``."""
import sys, collections
from tests.conftest import CORPUS
from tests.agreement.cases import SOURCES, read_cases
tot=[0,0]
names=sys.argv[1:]
for s in SOURCES:
    if names and s.name not in names: continue
    n=a=ca=cn=0
    per=collections.Counter(); ex=collections.defaultdict(list)
    for c in read_cases(s,CORPUS):
        cn+=1; ca+=c.agrees
        for p in c.pairs:
            n+=1; a+=p.agrees
            if not p.agrees:
                k=(p.field if not p.field.startswith('kept') else 'kept', 'ours-only' if p.theirs is None else 'theirs-only' if p.ours is None else 'differ')
                per[k]+=1; ex[k].append((c.name.rpartition('/')[2][-40:],p.field,p.ours,p.theirs))
    print(f"== {s.name}: {a}/{n} = {a/max(n,1):.1%}; cases {ca}/{cn}")
    tot[0]+=a; tot[1]+=n
    for k,v in per.most_common():
        print('  ',k,v)
        if names:
            for e in ex[k][:400]: print('        ',*[str(x)[:230] for x in e],sep=' | ')
print(tot, tot[0]/tot[1])
