"""Signing in and out."""

from flask import current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_user, logout_user

from portal.areas.public.blueprint import blueprint
from portal.areas.public.forms import SignInForm
from portal.demonstration.accounts import DEMO_ACCOUNTS, DEMO_PASSWORD
from portal.people.errors import TooManyFailures, WrongSignIn
from portal.people.queries import find_signed_in
from portal.people.sign_in import record_failure, sign_in, sign_out
from portal.web.access import commits, find_current_person, public
from portal.web.redirects import own_path


@blueprint.get("/sign-in", endpoint="sign_in")
@public
def sign_in_page() -> ResponseReturnValue:
    wanted = own_path(request.args.get("next"), "")
    if find_current_person():
        return redirect(wanted or url_for("learner.home"))
    return _page(SignInForm(next=wanted))


@blueprint.post("/sign-in", endpoint="sign_in_post")
@public
@commits
def sign_in_with_password() -> ResponseReturnValue:
    form = SignInForm()
    if not form.validate():
        return _page(form), 422
    login, address = form.login.data or "", request.remote_addr or ""
    try:
        token = sign_in(login=login, password=form.password.data or "", address=address)
    except TooManyFailures as error:
        form.login.errors = [
            _("Too many tries. Wait %(n)s minutes, then try again.", n=error.values["minutes"])
        ]
        return _page(form), 429
    except WrongSignIn:
        return _refused(form, login, address)
    session.clear()  # nothing of the visitor before is carried into the session
    session.permanent = True
    login_user(find_signed_in(token))
    return redirect(own_path(form.next.data, url_for("learner.home")))


def _refused(form: SignInForm, login: str, address: str) -> ResponseReturnValue:
    record_failure(login=login, address=address)
    form.login.errors = [_("Phone number, e-mail or password is wrong. Check both and try again.")]
    return _page(form)


def _page(form: SignInForm) -> str:
    accounts = DEMO_ACCOUNTS if current_app.config["PORTAL"].demo else ()
    return render_template(
        "public/sign_in.html", form=form, accounts=accounts, demo_password=DEMO_PASSWORD
    )


@blueprint.post("/sign-out", endpoint="sign_out")
@public
@commits
def sign_out_now() -> ResponseReturnValue:
    person = find_current_person()
    if person:
        sign_out(token=person.session_id)
    logout_user()
    session.clear()
    flash(_("You are signed out."), "success")
    response = redirect(url_for("public.sign_in", left=1))  # of one's own will: signed-out.js
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
