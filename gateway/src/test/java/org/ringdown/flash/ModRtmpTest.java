package org.ringdown.flash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.flash.Told.calling;
import static org.ringdown.flash.Told.ended;
import static org.ringdown.flash.Told.failure;
import static org.ringdown.flash.Told.greeting;
import static org.ringdown.flash.Told.incoming;
import static org.ringdown.flash.Told.welcome;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ringdown.flash.FlashEvent.Admitted;
import org.ringdown.flash.FlashEvent.Connects;
import org.ringdown.flash.FlashEvent.NotAdmitted;
import org.ringdown.flash.FlashEvent.Plays;
import org.ringdown.flash.FlashEvent.Publishes;
import org.ringdown.flash.FlashEvent.Subscribes;
import org.ringdown.flash.FlashOrder.Admit;
import org.ringdown.flash.FlashOrder.Carry;
import org.ringdown.flash.FlashOrder.Greet;
import org.ringdown.flash.FlashOrder.Invoke;
import org.ringdown.flash.FlashOrder.LetIn;
import org.ringdown.flash.FlashOrder.Play;
import org.ringdown.flash.FlashOrder.Publish;
import org.ringdown.flash.FlashOrder.Say;
import org.ringdown.media.Codec;
import org.ringdown.page.FromPage;
import org.ringdown.page.ToPage;
import org.ringdown.rtmp.amf.AmfValue;

/** Each row of mod_rtmp's table. */
class ModRtmpTest {
    private static final String ALICE = "alice@example.net";

    private final Told<ModRtmpState> phone = new Told<>(new ModRtmp());

    @BeforeEach
    void signsIn() {
        assertThat(phone.on(new Connects(greeting("phone"))))
                .containsExactly(new LetIn(), Invoke.of("connected", "session-1"));
        assertThat(phone.commands("makeCall", "600", "")).isEmpty();
        assertThat(phone.commands("login", ALICE, "0123456789abcdef"))
                .containsExactly(
                        new Admit(
                                new Credentials.Proof(
                                        "alice", "session-1:" + ALICE, "0123456789abcdef")));
        assertThat(phone.on(new Admitted())).containsExactly(new Greet(false));
        assertThat(phone.hears(welcome()))
                .containsExactly(Invoke.of("onLogin", "success", "alice", "example.net"));
    }

    @Test
    void whoIsNotBelievedMayTryAgain() {
        var other = new Told<>(new ModRtmp());
        other.on(new Connects(greeting("phone")));
        other.commands("login", ALICE, "wrong");
        assertThat(other.on(new NotAdmitted("Name or password is wrong")))
                .containsExactly(Invoke.of("onLogin", "failure", AmfValue.NULL, AmfValue.NULL));
        assertThat(other.commands("login", ALICE, "right")).hasSize(1);
    }

    @Test
    void registersAndLogsOut() {
        assertThat(phone.commands("register", "", ""))
                .containsExactly(new Say(new FromPage.Register(true)));
        assertThat(phone.commands("unregister", "", ""))
                .containsExactly(new Say(new FromPage.Register(false)));
        assertThat(phone.commands("logout", ALICE))
                .containsExactly(
                        new Say(new FromPage.Register(false)),
                        Invoke.of("onLogout", "alice", "example.net"));
    }

    @Test
    void makesACall() {
        assertThat(phone.commands("makeCall", "600", ALICE))
                .containsExactly(
                        new Say(
                                new FromPage.StreamOpen(
                                        "m1",
                                        List.of(
                                                new Codec("speex", 16000, 1),
                                                Codec.PCMA,
                                                Codec.PCMU,
                                                Codec.telephoneEvent(8000)),
                                        List.of(Codec.H264))),
                        new Say(
                                new FromPage.Dial(
                                        "make1",
                                        "600",
                                        "m1",
                                        Map.of(),
                                        Map.of(),
                                        Optional.empty())));
        assertThat(phone.hears(calling("make1", "c1")))
                .containsExactly(
                        Invoke.of("onMakeCall", "c1", "600", ALICE),
                        Invoke.of("callState", "c1", "DIALING"),
                        new Carry("m1"),
                        Invoke.of("onAttach", "c1"));
        assertThat(phone.hears(new ToPage.Ringing("c1", false)))
                .containsExactly(Invoke.of("callState", "c1", "RINGING"));
        assertThat(phone.hears(new ToPage.Ringing("c1", true)))
                .containsExactly(Invoke.of("callState", "c1", "EARLY"));
        assertThat(phone.hears(new ToPage.Answered("c1")))
                .containsExactly(Invoke.of("callState", "c1", "ACTIVE"));
        assertThat(phone.hears(ended("c1", "busy")))
                .containsExactly(
                        Invoke.of("callState", "c1", "HANGUP"),
                        Invoke.of("onHangup", "c1", "USER_BUSY"),
                        Invoke.of("onAttach", ""));
    }

    @Test
    void whatMayNotBeDialledIsRejected() {
        phone.commands("makeCall", "+900", "");
        var refused =
                new ToPage.Failure(
                        "destination-not-allowed",
                        "No.",
                        "",
                        false,
                        Optional.of("make1"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        assertThat(phone.hears(refused))
                .containsExactly(
                        new Say(new FromPage.MediaClose("m1")),
                        Invoke.of("onHangup", "", "CALL_REJECTED"));
        assertThat(phone.hears(failure("bad-state", "of nothing"))).isEmpty();
    }

    @Test
    void aSubscriptionCalls() {
        assertThat(phone.on(new Subscribes("600"))).hasSize(2);
    }

    @Test
    void isCalledAndAnswers() {
        assertThat(phone.hears(incoming("c2", "sip:bob@h")))
                .containsExactly(
                        Invoke.of("incomingCall", "c2", "", "sip:bob@h", ALICE, AmfValue.NULL));
        assertThat(phone.commands("answer", "c2"))
                .endsWith(
                        new Say(new FromPage.Answer("c2", "m1")),
                        new Carry("m1"),
                        Invoke.of("onAttach", "c2"));
        assertThat(phone.commands("hangup", "c2", "NORMAL_CLEARING"))
                .containsExactly(new Say(new FromPage.Hangup("c2")));
    }

    @Test
    void rejects() {
        phone.hears(incoming("c2", "sip:bob@h"));
        assertThat(phone.commands("hangup", "c2", "USER_BUSY"))
                .containsExactly(new Say(new FromPage.Reject("c2", true)));
        phone.hears(incoming("c3", "sip:bob@h"));
        assertThat(phone.commands("hangup", "c3", ""))
                .containsExactly(new Say(new FromPage.Reject("c3", false)));
    }

    @Test
    void attachesOneCallAndHoldsTheOther() {
        talks("c1");
        phone.commands("makeCall", "601", "");
        assertThat(phone.hears(calling("make2", "c2")))
                .endsWith(
                        new Say(new FromPage.Hold("c1", true)),
                        new Carry("m2"),
                        Invoke.of("onAttach", "c2"));
        assertThat(phone.hears(new ToPage.Held("c1", new ToPage.Hold(true, false))))
                .containsExactly(Invoke.of("callState", "c1", "HELD"));
        assertThat(phone.commands("attach", "c1"))
                .containsExactly(
                        new Say(new FromPage.Hold("c1", false)),
                        new Say(new FromPage.Hold("c2", true)),
                        new Carry("m1"),
                        Invoke.of("onAttach", "c1"));
        assertThat(phone.hears(new ToPage.Held("c1", new ToPage.Hold(false, false))))
                .containsExactly(Invoke.of("callState", "c1", "UNHELD"));
        assertThat(phone.commands("attach", ""))
                .containsExactly(
                        new Say(new FromPage.Hold("c1", true)),
                        new Carry(""),
                        Invoke.of("onAttach", ""));
    }

    @Test
    void pressesKeysTransfersAndJoins() {
        talks("c1");
        assertThat(phone.commands("sendDTMF", "12#", 2000))
                .containsExactly(
                        new Say(
                                new FromPage.Dtmf(
                                        "c1",
                                        "12#",
                                        Duration.ofMillis(250),
                                        Duration.ofMillis(80))));
        assertThat(phone.commands("transfer", "c1", "602"))
                .containsExactly(new Say(new FromPage.Transfer("c1", "602")));
        phone.commands("makeCall", "601", "");
        phone.hears(calling("make2", "c2"));
        assertThat(phone.commands("join", "c1", "c2"))
                .containsExactly(new Say(new FromPage.TransferToCall("c1", "c2")));
        assertThat(phone.commands("join", "c1", "c3")).isEmpty();
    }

    @Test
    void threeMeetInARoomOfTheirOwn() {
        talks("c1");
        phone.hears(incoming("c2", "sip:bob@h"));
        phone.commands("answer", "c2");
        var dial = dialled(phone.commands("three_way", "c2", "c1"));
        assertThat(dial.to()).matches("603[0-9]{12}");
        phone.hears(
                new ToPage.Calling(
                        dial.ref(),
                        "c3",
                        "sip-id",
                        new ToPage.Party("sip:room@gw", Optional.of(dial.to()), Optional.empty())));
        assertThat(phone.hears(new ToPage.Answered("c3")))
                .containsExactly(
                        Invoke.of("callState", "c3", "ACTIVE"),
                        new Say(new FromPage.Transfer("c2", dial.to())),
                        new Say(new FromPage.Transfer("c1", dial.to())));
        assertThat(phone.hears(new ToPage.Answered("c3"))).hasSize(1);
    }

    @Test
    void noTwoRoomsAreTheSameAndTwoCallsAreNeeded() {
        talks("c1");
        assertThat(phone.commands("three_way", "c1", "c1")).isEmpty();
        assertThat(phone.commands("three_way", "c1", "nobody")).isEmpty();
        phone.hears(incoming("c2", "sip:bob@h"));
        var first = dialled(phone.commands("three_way", "c1", "c2"));
        var second = dialled(phone.commands("three_way", "c1", "c2"));
        assertThat(first.to()).isNotEqualTo(second.to());
    }

    private static FromPage.Dial dialled(List<FlashOrder> orders) {
        return orders.stream()
                .filter(order -> order instanceof Say(FromPage.Dial _))
                .map(order -> (FromPage.Dial) ((Say) order).message())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void saysAndHearsEvents() {
        talks("c1");
        var fields = new LinkedHashMap<String, AmfValue>();
        fields.put("Event-Subclass", AmfValue.of("demo::colour"));
        fields.put("shade", AmfValue.of(7));
        fields.put("two words", AmfValue.of("no name has a space"));
        fields.put("poem", AmfValue.of("one\r\ntwo"));
        var said = "Event-Subclass: demo::colour\nshade: 7\n";
        var info = new Say(new FromPage.Info("event", "c1", "text/plain", said));
        assertThat(phone.commands("sendevent", AmfValue.of(fields))).containsExactly(info);
        assertThat(phone.commands("sendevent", "c1", AmfValue.of(fields))).containsExactly(info);
        assertThat(phone.commands("sendevent", "c9", AmfValue.of(fields))).isEmpty();
        assertThat(phone.commands("sendevent", "c1", "no object")).isEmpty();

        assertThat(phone.hears(new ToPage.Info("c1", "text/plain", said)))
                .containsExactly(
                        event(
                                "Unique-ID", "c1",
                                "Content-Type", "text/plain",
                                "Event-Subclass", "demo::colour",
                                "shade", "7"));
        assertThat(phone.hears(new ToPage.Info("c1", "application/json", "{}")))
                .containsExactly(
                        event(
                                "Unique-ID", "c1",
                                "Content-Type", "application/json",
                                "_body", "{}"));
        assertThat(phone.hears(new ToPage.Info("c1", "text/plain", "Unique-ID: c9\n")))
                .containsExactly(event("Unique-ID", "c1", "Content-Type", "text/plain"));
        assertThat(phone.hears(new ToPage.Message("sip:bob@h", "Tea?")))
                .containsExactly(
                        event("Event-Name", "MESSAGE", "from", "sip:bob@h", "_body", "Tea?"));
    }

    private static Invoke event(String... pairs) {
        var fields = new LinkedHashMap<String, AmfValue>();
        for (int i = 0; i < pairs.length; i += 2) fields.put(pairs[i], AmfValue.of(pairs[i + 1]));
        return Invoke.of("event", AmfValue.of(fields));
    }

    @Test
    void isToldWhoIsAtTheFarEndNow() {
        talks("c1");
        assertThat(phone.hears(Told.update("c1", Told.party("600")))).isEmpty();
        var carol = new ToPage.Party("sip:carol@h", Optional.of("33"), Optional.of("Carol"));
        assertThat(phone.hears(Told.update("c1", carol)))
                .containsExactly(Invoke.of("displayUpdate", "c1", "Carol", "33"));
        assertThat(phone.hears(Told.update("c1", carol))).isEmpty();
        assertThat(phone.hears(Told.update("c9", carol))).isEmpty();
    }

    @Test
    void hasOneStreamEachWay() {
        assertThat(phone.on(new Publishes(1, "publish")))
                .containsExactly(new Publish(1, "publish"));
        assertThat(phone.on(new Plays(2, "play"))).containsExactly(new Play(2, "play"));
    }

    private void talks(String call) {
        phone.commands("makeCall", "600", "");
        phone.hears(calling("make1", call));
        phone.hears(new ToPage.Answered(call));
    }
}
