from tests.reports.making import published
def test_x(visitor, people, arrange):
    arrange(lambda: [published(people["cso_member"].actor, f"تقرير رقم {n}").slug for n in range(3)])
    for i in range(2):
        p=visitor("other_member").get("/reports/")
        for s in p.statements: print(i, s[:150].replace("\n"," "))
    p=visitor("other_member").get("/reports/?q=القرنة")
    for s in p.statements: print('q', s[:3000].replace("\n"," "))
    assert 0
