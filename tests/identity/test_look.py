import pytest
PAGES = {
 None: ["/sign-in","/password/forgotten","/password/sent","/code","/apply","/password/new/x","/invitation/x"],
 "cso_admin": ["/identity/people/","/identity/people/new","/identity/people/cso_member","/identity/account","/notifications/"],
 "commission_admin": ["/identity/staff/","/identity/staff/new","/identity/staff/case_officer","/identity/organisations/","/identity/organisations/O-2026-halted","/identity/organisations/O-2026-nahrain"],
 "suspended_member": ["/identity/suspended"],
 "auditor": ["/audit/","/audit/turned-away"],
}
@pytest.mark.parametrize("lang",["en"])
@pytest.mark.parametrize("who,path",[(w,p) for w,ps in PAGES.items() for p in ps])
def test_pages(visitor, who, path, lang):
    page = visitor(who, lang=lang).get(path)
    assert page.status in (200,410), page.text[:300]
    print(len(page.statements), page.weight)
