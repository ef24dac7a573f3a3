package org.ringdown.http;

import java.util.Optional;
import org.ringdown.user.Grant;
import org.ringdown.user.Tokens;

/** Whose page it is that asks, by the token that it shows. */
final class PageTokens {
    private final Tokens tokens;

    PageTokens(Tokens tokens) {
        this.tokens = tokens;
    }

    /** What answers somebody who is known. */
    interface Known {
        Answer answer(Grant page) throws Exception;
    }

    /** A browser names the origin of a page unless it is our own. */
    Answer known(Ask ask, Known known) throws Exception {
        Optional<String> token = Bearer.of(ask);
        if (token.isEmpty())
            return Bearer.missing("Send the page's token: Authorization: Bearer TOKEN.");
        var origin = ask.header("Origin").orElse(ask.visitor().ownOrigin());
        return switch (tokens.verify(token.get(), origin)) {
            case Tokens.Verdict.Granted(var page) -> known.answer(page);
            case Tokens.Verdict.Refused(var code, var message) -> Bearer.refused(code, message);
        };
    }
}
