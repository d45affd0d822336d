"""A file that somebody sent, handed out so that nothing in it can run and no cache outlives its hiding."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from saidanddone.contributions.models.kept_files import KeptFile


def served(request: HttpRequest, kept: KeptFile) -> HttpResponse:
    """To be asked for with rows that the viewer may see. A picture is shown; a PDF is a download."""
    tag = f'"{kept.sha256}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag, "Cache-Control": "private, no-cache"})
    with kept.file.open("rb") as file:
        response = HttpResponse(file.read(), content_type=kept.media_type)
    shown = "inline" if kept.is_image else "attachment"
    response["Content-Disposition"] = f'{shown}; filename="{kept.public_id}.{kept.ending}"'
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
