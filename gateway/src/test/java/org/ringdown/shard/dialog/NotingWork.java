package org.ringdown.shard.dialog;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.ringdown.shard.DialogOwner;
import org.ringdown.shard.Sdp;
import org.ringdown.shard.SipEvent;
import org.ringdown.sip.Body;
import org.ringdown.sip.Responses;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.dialog.DialogId;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.Ids;
import org.ringdown.sip.transaction.TransactionId;
import org.ringdown.time.Timers.Timer;
import org.ringdown.way.Reached;
import org.ringdown.way.Terms;
import org.ringdown.way.TransactionUser;

/** A shard that notes what is done, and does nothing. */
final class NotingWork implements CallWork {
    final List<String> answers = new ArrayList<>();
    final List<SipResponse> responses = new ArrayList<>();
    final List<SipRequest> requests = new ArrayList<>();
    final List<SipRequest> acks = new ArrayList<>();
    final List<SipEvent> told = new ArrayList<>();
    final List<Later> later = new ArrayList<>();
    final Map<DialogId, DialogOwner> dialogs = new HashMap<>();
    boolean over;
    boolean full;
    long now;
    private final Ids ids = new Ids(new Random(1));
    private final Random random = new Random(2);
    private final Map<TransactionId, TransactionUser> users = new HashMap<>();

    static final class Later implements Timer {
        final Duration delay;
        final Runnable task;
        boolean cancelled;

        Later(Duration delay, Runnable task) {
            this.delay = delay;
            this.task = task;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    /** The methods that were sent, in order. */
    List<String> sent() {
        return requests.stream().map(SipRequest::method).toList();
    }

    SipRequest lastRequest() {
        return requests.getLast();
    }

    SipResponse lastResponse() {
        return responses.getLast();
    }

    /** The user of one of our requests, or of one of theirs. */
    TransactionUser user(TransactionId id) {
        return users.getOrDefault(id, TransactionUser.NOBODY);
    }

    /** Answers the latest request of ours. */
    void answered(int status, Optional<String> sdp) {
        var request = lastRequest();
        var response = Responses.to(request, status, "Whatever", "far");
        var described =
                sdp.map(text -> response.withBody(Sdp.TYPE, Body.of(text))).orElse(response);
        user(TransactionId.sent(request)).response(described);
    }

    /** Lets the time of all that waits come. */
    void elapse() {
        var due = List.copyOf(later);
        later.clear();
        due.stream().filter(task -> !task.cancelled).forEach(task -> task.task.run());
    }

    @Override
    public Ids ids() {
        return ids;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public String sentBy(Flow flow) {
        return "198.51.100.1:5060";
    }

    @Override
    public TransactionId send(SipRequest request, Reached way, TransactionUser user, Terms terms) {
        requests.add(request);
        users.put(TransactionId.sent(request), user);
        return TransactionId.sent(request);
    }

    @Override
    public void reach(SipUri target, Consumer<Optional<Reached>> found) {
        var address = new InetSocketAddress(InetAddress.ofLiteral(target.host()), 5060);
        found.accept(Optional.of(Reached.at(Flow.udp(address, address))));
    }

    @Override
    public void respond(TransactionId request, SipResponse response) {
        answers.add(response.headers().cseq().method() + " " + response.status());
        responses.add(response);
    }

    @Override
    public void serve(TransactionId request, TransactionUser user) {
        users.put(request, user);
    }

    @Override
    public void tell(InviteUsage from, SipEvent event) {
        // Which dialog it is, is of interest to transfers alone.
        if (!(event instanceof SipEvent.Established)) told.add(event);
    }

    @Override
    public void done(InviteUsage usage) {
        over = true;
    }

    @Override
    public void acknowledge(TransactionId invite, SipRequest ack, Flow flow) {
        acks.add(ack);
    }

    @Override
    public void cancel(TransactionId invite, String reason) {}

    @Override
    public SipResponse options(SipRequest request) {
        return Responses.to(request, 200, "OK");
    }

    @Override
    public boolean dialog(DialogId dialog, DialogOwner owner) {
        if (full) return false;
        dialogs.put(dialog, owner);
        return true;
    }

    @Override
    public void forget(DialogId dialog) {
        dialogs.remove(dialog);
    }

    @Override
    public Timer later(Duration delay, Runnable task) {
        var timer = new Later(delay, task);
        later.add(timer);
        return timer;
    }
}
