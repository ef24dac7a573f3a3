package org.ringdown.shard.dialog;

import java.util.OptionalInt;
import org.ringdown.shard.SipEvent;
import org.ringdown.sip.Headers;
import org.ringdown.sip.Responses;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.event.EventType;
import org.ringdown.sip.event.Sipfrag;

/** Answers NOTIFY within a call: what becomes of a far end that we have referred to somebody else (RFC 3515 §2.4.4), and nothing else. */
final class ReferNotices {
    private static final String REFER = "refer";

    private final InviteDialog dialog;

    ReferNotices(InviteDialog dialog) {
        this.dialog = dialog;
    }

    void came(Asked asked) {
        var request = asked.request();
        var event = EventType.of(request.headers());
        if (event.filter(type -> type.name().equalsIgnoreCase(REFER)).isEmpty()) {
            answer(asked, 489, "Bad Event", Headers.NONE.with("Allow-Events", REFER));
        } else if (!dialog.hasReferred()) {
            answer(asked, 481, "Subscription Does Not Exist", Headers.NONE);
        } else {
            answer(asked, 200, "OK", Headers.NONE);
            dialog.usage().tell(new SipEvent.ReferNews(status(request)));
        }
    }

    private static OptionalInt status(SipRequest notify) {
        boolean fragment =
                notify.headers()
                        .contentType()
                        .filter(type -> type.name().equals(Sipfrag.MEDIA_TYPE))
                        .isPresent();
        return fragment ? Sipfrag.status(notify.body()) : OptionalInt.empty();
    }

    private void answer(Asked asked, int status, String reason, Headers more) {
        var response = Responses.to(asked.request(), status, reason);
        var headers = response.headers().toBuilder().addAll(more).build();
        dialog.answer(asked, response.withHeaders(headers));
    }
}
