package org.ringdown.flash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.flash.Told.calling;
import static org.ringdown.flash.Told.ended;
import static org.ringdown.flash.Told.failure;
import static org.ringdown.flash.Told.greeting;
import static org.ringdown.flash.Told.welcome;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.flash.FlashEvent.Admitted;
import org.ringdown.flash.FlashEvent.Closes;
import org.ringdown.flash.FlashEvent.Connects;
import org.ringdown.flash.FlashEvent.NotAdmitted;
import org.ringdown.flash.FlashEvent.PlaceLeft;
import org.ringdown.flash.FlashEvent.Plays;
import org.ringdown.flash.FlashEvent.Publishes;
import org.ringdown.flash.FlashEvent.Subscribes;
import org.ringdown.flash.FlashEvent.Took;
import org.ringdown.flash.FlashOrder.Admit;
import org.ringdown.flash.FlashOrder.Carry;
import org.ringdown.flash.FlashOrder.EndPlay;
import org.ringdown.flash.FlashOrder.Greet;
import org.ringdown.flash.FlashOrder.Leave;
import org.ringdown.flash.FlashOrder.LetIn;
import org.ringdown.flash.FlashOrder.NotPlay;
import org.ringdown.flash.FlashOrder.NotPublish;
import org.ringdown.flash.FlashOrder.Part;
import org.ringdown.flash.FlashOrder.Play;
import org.ringdown.flash.FlashOrder.Publish;
import org.ringdown.flash.FlashOrder.Say;
import org.ringdown.flash.FlashOrder.Take;
import org.ringdown.flash.Places.Role;
import org.ringdown.flash.Places.Standing;
import org.ringdown.media.Codec;
import org.ringdown.page.FromPage;
import org.ringdown.page.ToPage;

/** Each row of the table of clients that have no commands. */
class ByUrlTest {
    private static final Address PLACE = new Address("600", "call/600");
    private static final Codec KEYS = Codec.telephoneEvent(8000);

    private final Told<ByUrl.State> client = new Told<>(new ByUrl());

    @Test
    void publishingCalls() {
        assertThat(connects("call")).containsExactly(new LetIn());
        assertThat(client.on(new Publishes(1, "600?token=" + Told.TOKEN)))
                .containsExactly(new Admit(new Credentials.Token(Told.TOKEN)));
        assertThat(client.on(new Admitted())).containsExactly(new Take(PLACE, Role.SPEAKER));
        assertThat(client.on(new Took(Standing.OWNER))).containsExactly(new Greet(false));
        assertThat(client.hears(welcome()))
                .containsExactly(
                        new Say(
                                new FromPage.StreamOpen(
                                        "m1",
                                        List.of(Codec.PCMA, Codec.PCMU, KEYS),
                                        List.of(Codec.H264))),
                        new Carry("m1"),
                        new Say(
                                new FromPage.Dial(
                                        "url", "600", "m1", Map.of(), Map.of(), Optional.empty())));
        assertThat(client.hears(calling("url", "c1"))).containsExactly(new Publish(1, "call/600"));
        assertThat(client.on(new Closes(1)))
                .containsExactly(
                        new Say(new FromPage.Hangup("c1")), new Part("the call has ended"));
    }

    @Test
    void whatAClientSaysThatItPlaysIsPreferred() {
        client.on(
                new Connects(
                        Greeting.of(
                                "call", "rtmp://gw/call", "s", List.of(), List.of(Codec.OPUS))));
        client.on(new Publishes(1, "600"));
        client.on(new Admitted());
        client.on(new Took(Standing.OWNER));
        assertThat(client.hears(welcome()))
                .startsWith(
                        new Say(
                                new FromPage.StreamOpen(
                                        "m1",
                                        List.of(Codec.OPUS, Codec.PCMA, Codec.PCMU, KEYS),
                                        List.of(Codec.H264))));
    }

    @Test
    void theSameConnectionMayHear() {
        owns();
        assertThat(client.on(new Plays(2, "600"))).containsExactly(new Take(PLACE, Role.HEARER));
        assertThat(client.on(new Took(Standing.MEMBER))).containsExactly(new Play(2, "call/600"));
        assertThat(client.on(new Closes(2))).containsExactly(new Leave(Role.HEARER));
        assertThat(client.on(new Plays(2, "601")))
                .containsExactly(new NotPlay(2, "this connection is for call/600"));
    }

    @Test
    void theEndOfTheCallIsTheEndOfTheStreams() {
        owns();
        client.on(new Plays(2, "600"));
        client.on(new Took(Standing.MEMBER));
        assertThat(client.hears(ended("c1", "hangup")))
                .containsExactly(new EndPlay(2, "call/600"), new Part("the call has ended"));
    }

    @Test
    void aCallThatFailsIsARefusalToPublish() {
        owns();
        assertThat(client.hears(ended("c1", "busy", 486, "Busy Here")))
                .containsExactly(new NotPublish(1, "486 Busy Here"), new Part("486 Busy Here"));
    }

    @Test
    void whatMayNotBeDialledIsARefusalToPublish() {
        enters();
        client.hears(welcome());
        assertThat(client.hears(failure("destination-not-allowed", "No route leads there.")))
                .containsExactly(
                        new NotPublish(1, "403 No route leads there."),
                        new Part("403 No route leads there."));
        assertThat(client.hears(calling("url", "c1"))).isEmpty();
    }

    @Test
    void aBareSubscriptionCalls() {
        connects("call");
        assertThat(client.on(new Subscribes("600")))
                .containsExactly(new Admit(new Credentials.Nothing()));
        assertThat(client.on(new Admitted())).containsExactly(new Take(PLACE, Role.CALLER));
        assertThat(client.on(new Took(Standing.OWNER))).containsExactly(new Greet(false));
        client.hears(welcome());
        assertThat(client.hears(calling("url", "c1"))).isEmpty();
        assertThat(client.on(new Plays(1, "600"))).containsExactly(new Take(PLACE, Role.HEARER));
        assertThat(client.on(new Took(Standing.MEMBER))).containsExactly(new Play(1, "call/600"));
        assertThat(client.on(new Closes(1)))
                .containsExactly(
                        new Say(new FromPage.Hangup("c1")), new Part("the call has ended"));
    }

    @Test
    void playsBeforeTheSubscriptionIsThroughWait() {
        connects("call");
        client.on(new Subscribes("600"));
        client.on(new Admitted());
        client.on(new Took(Standing.OWNER));
        assertThat(client.on(new Plays(1, "600"))).containsExactly(new Take(PLACE, Role.HEARER));
        assertThat(client.on(new Took(Standing.MEMBER))).containsExactly(new Play(1, "call/600"));
    }

    @Test
    void aPlayerAloneWaitsForACall() {
        connects("call");
        client.on(new Plays(1, "600"));
        client.on(new Admitted());
        assertThat(client.on(new Took(Standing.WAITS))).containsExactly(new Play(1, "call/600"));
        assertThat(client.on(new PlaceLeft("the call has ended")))
                .containsExactly(new EndPlay(1, "call/600"), new Part("the call has ended"));
    }

    @Test
    void aSecondPublisherIsRefused() {
        connects("call");
        client.on(new Publishes(1, "600"));
        client.on(new Admitted());
        assertThat(client.on(new Took(Standing.TAKEN)))
                .containsExactly(
                        new NotPublish(1, "call/600 has one already; tell yours apart by ?id=…"));
    }

    @Test
    void whoIsNotBelievedGoes() {
        connects("call");
        client.on(new Publishes(1, "600"));
        assertThat(client.on(new NotAdmitted("A token is missing.")))
                .containsExactly(
                        new NotPublish(1, "A token is missing."), new Part("A token is missing."));
    }

    @Test
    void goneBeforeTheCallIsKnownItHangsUpAsSoonAsItIs() {
        enters();
        client.hears(welcome());
        assertThat(client.on(new Closes(1))).isEmpty();
        assertThat(client.hears(calling("url", "c1")))
                .containsExactly(
                        new Say(new FromPage.Hangup("c1")), new Part("the call has ended"));
    }

    @Test
    void aCallThatLostItsConnectionIsGoneOnWith() {
        enters();
        var lost =
                new ToPage.CallInfo(
                        "c7",
                        "sip-id",
                        "outbound",
                        "reconnecting",
                        Told.party("600"),
                        0,
                        Optional.empty(),
                        new ToPage.Hold(false, false),
                        false,
                        false,
                        false);
        assertThat(client.hears(welcome(lost)).getLast())
                .isEqualTo(new Say(new FromPage.Pull("c7", "m1")));
        assertThat(client.hears(new ToPage.Pulled("c7")))
                .containsExactly(new Publish(1, "call/600"));
    }

    @ParameterizedTest
    @CsvSource({
        "call,600,600,call/600",
        "call,600?id=2,600,call/600#2",
        "call,+441234?token=x,+441234,call/+441234",
        "call/600,'',600,call/600",
        "call,sip%3Abob%40h:5070,sip:bob@h:5070,call/sip:bob@h:5070",
        "room,12,60312,room/12"
    })
    void namesWhatIsToBeCalled(String app, String stream, String number, String name) {
        var split = Query.split(stream);
        assertThat(Address.of(app, split.path(), split.query()))
                .contains(new Address(number, name));
    }

    @ParameterizedTest
    @CsvSource({"call,''", "room,lobby", "live,600", "room,1234567890123"})
    void orNames(String app, String stream) {
        assertThat(Address.of(app, stream, Query.NONE)).isEmpty();
    }

    @Test
    void passwordsMayComeInTheQueryOrTheArguments() {
        connects("call?user=alice&password=secret");
        assertThat(client.on(new Publishes(1, "600")))
                .containsExactly(new Admit(new Credentials.Password("alice", "secret")));
        var other = new Told<>(new ByUrl());
        other.on(new Connects(greeting("call", "alice", "secret")));
        assertThat(other.on(new Publishes(1, "600")))
                .containsExactly(new Admit(new Credentials.Password("alice", "secret")));
    }

    private List<FlashOrder> connects(String app) {
        return client.on(new Connects(greeting(app)));
    }

    private void enters() {
        connects("call");
        client.on(new Publishes(1, "600"));
        client.on(new Admitted());
        client.on(new Took(Standing.OWNER));
    }

    private void owns() {
        enters();
        client.hears(welcome());
        client.hears(calling("url", "c1"));
    }
}
