package org.ringdown.flash;

import java.util.List;
import java.util.Optional;
import org.ringdown.media.Codec;
import org.ringdown.rtmp.amf.AmfValue;

/**
 * What a client says when it connects.
 *
 * @param app the path without its query, and without slashes at its ends
 * @param query of the address that it connects to
 * @param session what this connection is called, which nobody guesses
 * @param codecs of sound that it says it plays beside what every client does
 */
public record Greeting(
        String app, Query query, String session, List<AmfValue> arguments, List<Codec> codecs) {
    public Greeting {
        arguments = List.copyOf(arguments);
        codecs = List.copyOf(codecs);
    }

    /** @param app as it is written, with a query if that is there and not in {@code url} */
    public static Greeting of(
            String app, String url, String session, List<AmfValue> arguments, List<Codec> codecs) {
        var ofApp = Query.split(app);
        var ofUrl = Query.split(url);
        var path = ofApp.path().replaceAll("^/+|/+$", "");
        return new Greeting(path, ofApp.query().or(ofUrl.query()), session, arguments, codecs);
    }

    /** The first argument's text that is a token, whatever a client takes it for; else that of the query. */
    Optional<Credentials> token() {
        return arguments.stream()
                .flatMap(value -> value.text().stream())
                .filter(Credentials::isToken)
                .findFirst()
                .or(() -> query.get("token"))
                .map(Credentials.Token::new);
    }

    Optional<String> text(int index) {
        return index < arguments.size()
                ? arguments.get(index).text().filter(text -> !text.isEmpty())
                : Optional.empty();
    }
}
