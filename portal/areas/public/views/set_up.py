"""The first administrator, by the link that `flask init` printed."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.areas.public.blueprint import blueprint
from portal.areas.public.forms import SetUpForm
from portal.people.errors import AlreadyKnown, BadContact, BadPassword, LinkNotValid
from portal.people.set_up import check_set_up_link, set_up_administrator
from portal.teams.queries import get_top_unit
from portal.web.access import commits, public


@blueprint.get("/set-up/<string:token>", endpoint="set_up")
@public
def set_up_page(token: str) -> ResponseReturnValue:
    try:
        check_set_up_link(token)
    except LinkNotValid:
        return render_template("public/set_up_closed.html"), 404
    return render_template("public/set_up.html", form=SetUpForm(), token=token)


@blueprint.post("/set-up/<string:token>", endpoint="set_up_post")
@public
@commits
def set_up_now(token: str) -> ResponseReturnValue:
    form = SetUpForm()
    if not form.validate():
        return render_template("public/set_up.html", form=form, token=token), 422
    try:
        set_up_administrator(
            token=token,
            full_name=form.full_name.data or "",
            email=form.email.data or "",
            password=form.password.data or "",
            unit_id=get_top_unit().id,
        )
    except LinkNotValid:
        return render_template("public/set_up_closed.html"), 404
    except BadPassword as error:
        form.password.errors = [_password_message(str(error.values["problem"]))]
        return render_template("public/set_up.html", form=form, token=token), 422
    except BadContact:
        form.email.errors = [_("Write an e-mail address such as ten@example.org")]
        return render_template("public/set_up.html", form=form, token=token), 422
    except AlreadyKnown:
        form.email.errors = [
            _("Somebody with this e-mail address is known already. Choose another")
        ]
        return render_template("public/set_up.html", form=form, token=token), 422
    flash(_("The portal is set up. Sign in with your e-mail and password."), "success")
    return redirect(url_for("public.sign_in"))


def _password_message(problem: str) -> str:
    messages: dict[str, str] = {
        "too_short": _("Choose a password of at least 8 characters"),
        "too_long": _("Choose a password of at most 128 characters"),
        "too_common": _(
            "This password is easy to guess. Choose another, such as three words in a row"
        ),
    }
    return messages[problem]
