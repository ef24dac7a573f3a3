package org.ringdown.sip.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ringdown.sip.HostPort;
import org.ringdown.sip.Responses;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.auth.Credentials;
import org.ringdown.sip.auth.DigestClient;
import org.ringdown.sip.auth.DigestClient.Answer;
import org.ringdown.sip.auth.DigestClient.Rounds;
import org.ringdown.sip.auth.DigestServer;
import org.ringdown.sip.auth.PasswordLookup;
import org.ringdown.sip.dialog.Forks.Progress;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.Ids;
import org.ringdown.sip.transaction.Output;
import org.ringdown.sip.transaction.SipTexts;
import org.ringdown.sip.transaction.TimerValues;
import org.ringdown.sip.transaction.TransactionId;
import org.ringdown.sip.transaction.TransactionLayer;
import org.ringdown.sip.transaction.Transport;

/** Alice calls Bob: challenge, ringing, answer, ACK, a request each way, BYE; all pieces of SIP put together as a leg would. */
class WholeCallTest {
    private final Queue<Runnable> network = new ArrayDeque<>();
    private final List<String> log = new ArrayList<>();
    private final Alice alice = new Alice();
    private final Bob bob = new Bob();

    @Test
    void isSetUpAndTakenDown() {
        alice.call();
        deliverAll();
        alice.hangUp();
        deliverAll();

        assertEquals(
                List.of(
                        "bob hears INVITE",
                        "alice hears 100",
                        "alice hears 401",
                        "bob hears INVITE",
                        "alice hears 100",
                        "alice hears 180",
                        "alice hears 200",
                        "bob hears ACK",
                        "alice hears INFO",
                        "bob hears 200",
                        "bob hears BYE",
                        "alice hears 200"),
                log);
        assertInstanceOf(DialogTable.Match.Gone.class, bob.calls.match(alice.bye));
    }

    private void deliverAll() {
        while (!network.isEmpty()) network.poll().run();
    }

    /** One end: a layer, its ids, and what it does about what comes out. */
    private abstract class End {
        final TransactionLayer layer = new TransactionLayer(TimerValues.STANDARD, 100);
        final DialogTable<String> calls = new DialogTable<>(10);
        final Ids ids;
        final String name;

        End(String name) {
            this.name = name;
            ids = new Ids(new Random(name.hashCode()));
        }

        abstract End peer();

        abstract Flow flow();

        abstract void on(Output output);

        void act(List<Output> outputs) {
            for (var output : outputs) {
                if (output instanceof Output.Transmit(var flow, var bytes, _)) {
                    assertEquals(flow(), flow);
                    network.add(() -> peer().receive(bytes));
                } else {
                    on(output);
                }
            }
        }

        void receive(ByteBuffer bytes) {
            act(layer.received(SipTexts.parse(bytes), flow(), 0));
        }

        SipRequest withVia(SipRequest request, String host) {
            return ids.withVia(request, Transport.UDP, HostPort.of(host, 5060), "call-1");
        }

        void hears(Object what) {
            log.add(name + " hears " + what);
        }

        SipResponse answer(SipRequest request, int status, String host) {
            var response = Responses.to(request, status, "Reason", ids.tag("call-1"));
            return response.withHeaders(
                    response.headers().with("Contact", "<sip:call-1@" + host + ">"));
        }
    }

    private final class Alice extends End {
        private final DigestClient digest =
                new DigestClient(
                        new Credentials(
                                "trunk:bob", "alice", "wonderland", Optional.of("bob.example")),
                        new Random(3));
        private SipRequest invite = SipTexts.request("INVITE", "z9hG4bKx");
        private Forks forks = new Forks(invite);
        private Rounds rounds = Rounds.NONE;
        private Optional<Dialog> dialog = Optional.empty();
        private SipRequest bye = invite;

        Alice() {
            super("alice");
        }

        @Override
        End peer() {
            return bob;
        }

        @Override
        Flow flow() {
            return SipTexts.TO_BOB;
        }

        void call() {
            invite = withVia(invite, "192.0.2.1");
            forks = new Forks(invite);
            act(layer.send(invite, flow(), 0));
        }

        void hangUp() {
            var last = dialog.orElseThrow().next();
            bye = withVia(last.request("BYE"), "192.0.2.1");
            act(layer.send(bye, flow(), 0));
        }

        @Override
        public void on(Output output) {
            switch (output) {
                case Output.ResponseReceived(_, var response) -> heard(response);
                case Output.RequestReceived(var id, var request, _) -> {
                    hears(request.method());
                    assertInstanceOf(DialogTable.Match.Within.class, calls.match(request));
                    var step =
                            assertInstanceOf(
                                    Dialog.Incoming.InOrder.class,
                                    dialog.orElseThrow().received(request));
                    dialog = Optional.of(step.dialog());
                    act(layer.respond(id, Responses.to(request, 200, "OK"), 0));
                }
                case Output.Ended _ -> {}
                default -> throw new AssertionError(output);
            }
        }

        private void heard(SipResponse response) {
            hears(response.status());
            if (!response.headers().cseq().method().equals("INVITE")) return;
            if (response.status() == 401) {
                var answer = digest.answer("trunk:bob", invite, response, rounds);
                var retry = assertInstanceOf(Answer.Retry.class, answer);
                rounds = retry.rounds();
                invite = retry.apply(invite);
                call();
            } else if (forks.received(response) instanceof Progress.Answered(var call)) {
                dialog = Optional.of(call);
                calls.put(call.id(), "call-1");
                act(
                        layer.acknowledge(
                                TransactionId.sent(invite),
                                withVia(call.ack(invite), "192.0.2.1"),
                                flow()));
            }
        }
    }

    private final class Bob extends End {
        private final DigestServer digest =
                new DigestServer(
                        "bob.example",
                        new byte[32],
                        PasswordLookup.ofPasswords(_ -> Optional.of("wonderland")),
                        10);
        private Optional<Dialog> dialog = Optional.empty();

        Bob() {
            super("bob");
        }

        @Override
        End peer() {
            return alice;
        }

        @Override
        Flow flow() {
            return SipTexts.TO_ALICE;
        }

        @Override
        public void on(Output output) {
            switch (output) {
                case Output.RequestReceived(var id, var request, var flow) ->
                        asked(id, request, flow);
                case Output.AckReceived(_, var ack) -> {
                    hears("ACK");
                    assertInstanceOf(DialogTable.Match.Within.class, calls.match(ack));
                    dialog = dialog.map(Dialog::confirmed).map(Dialog::next);
                    act(
                            layer.send(
                                    withVia(dialog.orElseThrow().request("INFO"), "192.0.2.2"),
                                    flow(),
                                    0));
                }
                case Output.ResponseReceived(_, var response) -> hears(response.status());
                case Output.Ended _ -> {}
                default -> throw new AssertionError(output);
            }
        }

        private void asked(TransactionId id, SipRequest request, Flow from) {
            hears(request.method());
            if (request.is("BYE")) {
                assertInstanceOf(
                        Dialog.Incoming.InOrder.class, dialog.orElseThrow().received(request));
                calls.remove(dialog.orElseThrow().id());
                act(layer.respond(id, Responses.to(request, 200, "OK"), 0));
                return;
            }
            var source = from.remote().getAddress();
            if (!(digest.verify(request, source, 0) instanceof DigestServer.Verdict.Proved)) {
                act(
                        layer.respond(
                                id,
                                Responses.to(request, digest.challenge(source, 0, false), "t1"),
                                0));
                return;
            }
            assertTrue(Dialog.check(request).isEmpty());
            var ringing = answer(request, 180, "192.0.2.2");
            dialog = Optional.of(Dialog.asCallee(request, ringing));
            calls.put(dialog.get().id(), "call-1");
            act(layer.respond(id, ringing, 0));
            act(layer.respond(id, ringing.withStatus(200, "OK"), 0));
        }
    }
}
