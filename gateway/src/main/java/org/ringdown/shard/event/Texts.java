package org.ringdown.shard.event;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.ringdown.event.Text;
import org.ringdown.event.TextArrives;
import org.ringdown.event.TextOutcome;
import org.ringdown.event.TextOutcome.Verdict;
import org.ringdown.event.TextSaid;
import org.ringdown.shard.Bodies;
import org.ringdown.shard.SipHouse;
import org.ringdown.shard.SipWork;
import org.ringdown.sip.Responses;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.transaction.Ids;
import org.ringdown.sip.transaction.TransactionId;

/**
 * MESSAGE outside of any dialog (RFC 3428 §7). Text of one of our users, who has proved to be one, goes where the user's own mailbox decides, as
 * if a page had sent it; text from the PBX of a line is for the line's user. Part of a shard.
 */
public final class Texts {
    private static final String RETRY_AFTER = "2";

    private final SipHouse house;
    private final String mailbox;
    private final SipWork work;
    private final Map<String, Waiting> waiting = new HashMap<>();
    private long counted;

    /** A request whose answer its sender's mailbox will know. */
    private record Waiting(TransactionId id, SipRequest request) {}

    public Texts(SipHouse house, String mailbox, SipWork work) {
        this.house = house;
        this.mailbox = mailbox;
        this.work = work;
    }

    public int size() {
        return waiting.size();
    }

    /**
     * @param sender the user that it claims to come from
     * @param line the user to whose line it came, from the line's own PBX; empty where a user of ours sends it
     */
    public void begin(TransactionId id, SipRequest request, String sender, Optional<String> line) {
        if (request.body().size() > Text.LONGEST) {
            answer(id, request, TextOutcome.TOO_LONG);
            return;
        }
        var text = Bodies.text(request);
        if (text.isEmpty()) {
            respond(id, request, 400, "Bad Request: not UTF-8");
            return;
        }
        if (text.get().isEmpty()) {
            respond(id, request, 200, "OK"); // nothing was said
            return;
        }
        var token = "text-" + ++counted;
        waiting.put(token, new Waiting(id, request));
        if (line.isPresent()) {
            var from = request.headers().from().uri().toString();
            var arrives = new TextArrives(new Text(from, text.get()), mailbox, token);
            house.post().send("user:" + line.get(), arrives);
        } else {
            var said = new TextSaid(request.uri().toString(), text.get(), mailbox, token);
            house.post().send("user:" + sender, said);
        }
    }

    public void on(TextOutcome outcome) {
        Optional.ofNullable(waiting.remove(outcome.token()))
                .ifPresent(it -> answer(it.id, it.request, outcome.verdict()));
    }

    private void answer(TransactionId id, SipRequest request, Verdict verdict) {
        switch (verdict) {
            case Verdict.Delivered() -> respond(id, request, 200, "OK");
            case Verdict.Refused no -> respond(id, request, no.status(), no.reason());
        }
    }

    private void respond(TransactionId id, SipRequest request, int status, String reason) {
        var response = Responses.to(request, status, reason, Ids.statelessTag(request));
        work.respond(id, status == 503 ? later(response) : response);
    }

    private static SipResponse later(SipResponse response) {
        return response.withHeaders(response.headers().with("Retry-After", RETRY_AFTER));
    }
}
