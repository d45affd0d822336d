"""Names and paths."""

from django.urls import URLPattern, path

from saidanddone.funds.views import books, deeds, desk, public, translating

FUND = "funds/<public_id:public_id>/"
DESK = "desk/<slug:slug>/funds/"
DESK_FUND = f"{DESK}<public_id:public_id>/"
STATEMENT = f"{DESK_FUND}statement/<slug:partner>"

urlpatterns: list[URLPattern] = [
    path("funds/", public.funds, name="funds"),
    path(FUND, public.fund, name="fund"),
    path(f"{FUND}orders/", public.fund_orders, name="fund_orders"),
    path(f"{FUND}360giving.json", public.fund_giving, name="fund_giving"),
    path(f"{FUND}books.beancount", books.fund_books, name="fund_books"),
    path(f"{FUND}what-if/", public.fund_what_if, name="fund_what_if"),
    path(f"{FUND}lines.csv", public.fund_csv, name="fund_csv"),
    path("desk/funds/", desk.desk_own_funds, name="desk_own_funds"),
    path(DESK, desk.desk_funds, name="desk_funds"),
    path(f"{DESK}new/", deeds.set_up_fund, name="set_up_fund"),
    path(DESK_FUND, desk.desk_fund, name="desk_fund"),
    path(f"{DESK_FUND}books.beancount", books.desk_fund_books, name="desk_fund_books"),
    path(f"{DESK_FUND}transfers.csv", books.desk_fund_transfers, name="desk_fund_transfers"),
    path(f"{DESK_FUND}words/", translating.fund_words, name="fund_words"),
    path(f"{DESK_FUND}words/translation/", translating.translate_fund, name="translate_fund"),
    path(f"{DESK_FUND}words/<slug:kind>/<public_id:of>/", translating.translate_fund, name="translate_fund_of"),
    path(f"{STATEMENT}/", desk.fund_statement, name="fund_statement"),
    path(f"{STATEMENT}.csv", desk.fund_statement_csv, name="fund_statement_csv"),
    path(f"{STATEMENT}.pdf", desk.fund_statement_pdf, name="fund_statement_pdf"),
    path(f"{DESK_FUND}do/<slug:deed>/", deeds.fund_deed, name="fund_deed"),
    path(f"{DESK_FUND}do/<slug:deed>/<public_id:of>/", deeds.fund_deed, name="fund_deed_of"),
    path(f"{DESK_FUND}press/<slug:press>/<public_id:of>/", deeds.fund_press, name="fund_press"),
]
