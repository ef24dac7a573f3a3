package org.ringdown.leg.sip;

import java.util.List;
import java.util.Optional;
import org.ringdown.sip.*;

record Dialog(
        String callId,
        NameAddr local,
        NameAddr remote,
        long localSeq,
        long remoteSeq,
        List<NameAddr> routes,
        Uri target) {
    public record Next(Dialog dialog, SipRequest request) {}

    public String remoteTag() {
        return remote.tag().orElse("");
    }

    public static Optional<Dialog> asCaller(SipRequest invite, SipResponse response) {
        var h = response.headers();
        if (h.to().tag().isEmpty() || h.contacts().isEmpty()) return Optional.empty();
        return Optional.of(
                new Dialog(
                        h.callId(),
                        h.from(),
                        h.to(),
                        h.cseq().number(),
                        0,
                        h.recordRoutes().reversed(),
                        h.contacts().getFirst().uri()));
    }

    public static Dialog asCallee(SipRequest invite, SipResponse response) {
        var h = invite.headers();
        return new Dialog(
                h.callId(),
                response.headers().to(),
                h.from(),
                0,
                h.cseq().number(),
                h.recordRoutes(),
                h.contacts().getFirst().uri());
    }

    public Optional<Dialog> received(SipRequest r) {
        long n = r.headers().cseq().number();
        if (n <= remoteSeq) return Optional.empty();
        return Optional.of(
                new Dialog(
                        callId,
                        local,
                        remote,
                        localSeq,
                        n,
                        routes,
                        r.headers().contacts().isEmpty()
                                ? target
                                : r.headers().contacts().getFirst().uri()));
    }

    private SipRequest make(
            String method, long seq, String branch, String sentBy, String transport) {
        try {
            return new SipRequest(
                    method,
                    target,
                    Headers.builder()
                            .via(Via.of(transport, HostPort.parse(sentBy), branch))
                            .maxForwards(70)
                            .from(local)
                            .to(remote)
                            .callId(callId)
                            .cseq(new CSeq(seq, method))
                            .routes(routes)
                            .build(),
                    Body.EMPTY);
        } catch (org.ringdown.wire.MalformedException e) {
            throw new IllegalStateException(e);
        }
    }

    public Next request(String method, String branch, String sentBy) {
        return new Next(
                new Dialog(callId, local, remote, localSeq + 1, remoteSeq, routes, target),
                make(method, localSeq + 1, branch, sentBy, "UDP"));
    }

    public SipRequest ack(String branch, String sentBy) {
        return make("ACK", localSeq, branch, sentBy, "UDP");
    }
}
