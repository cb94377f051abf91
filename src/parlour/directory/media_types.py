"""Media types that no site can allow. Pure."""

NEVER = frozenset(
    {
        "text/html",
        "application/xhtml+xml",
        "image/svg+xml",
        "text/xml",
        "application/xml",
        "multipart/related",
        "message/rfc822",
        "text/javascript",
        "application/javascript",
        "application/x-shockwave-flash",
        "application/x-msdownload",
        "application/vnd.microsoft.portable-executable",
        "application/x-executable",
        "application/java-archive",
        "application/octet-stream",
    }
)
"""What runs, or is a page to a browser: no site can allow it."""
