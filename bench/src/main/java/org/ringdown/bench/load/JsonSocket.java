package org.ringdown.bench.load;

import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Hears a WebSocket that says one JSON text a message, however many parts it comes in. */
abstract class JsonSocket implements WebSocket.Listener {
    static final JsonMapper JSON = new JsonMapper();

    private final StringBuilder text = new StringBuilder();

    abstract void heard(JsonNode message);

    @Override
    public final CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            heard(JSON.readTree(text.toString()));
            text.setLength(0);
        }
        from.request(1);
        return null;
    }
}
