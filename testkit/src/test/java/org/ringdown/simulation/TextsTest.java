package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.page.ToPage;
import org.ringdown.testkit.World;
import org.ringdown.testkit.net.Conditions;
import org.ringdown.testkit.net.Traffic;
import org.ringdown.testkit.page.PageCall;
import org.ringdown.testkit.page.ScriptedPage;
import org.ringdown.testkit.phone.ScriptedPhone;

/** Text between pages and phones: MESSAGE, outside and inside of calls, and INFO. */
class TextsTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration AN_HOUR = Duration.ofHours(1);
    private static final Duration LONG = Duration.ofSeconds(40);

    private World world = World.from(3428).build();
    private final List<ToPage> heard = new ArrayList<>();
    private ScriptedPage alice;

    @BeforeEach
    void meet() {
        settle(world);
    }

    private void settle(World made) {
        world = made;
        heard.clear();
        alice = world.page("alice");
        alice.whenHeard(heard::add);
        world.run(SOON);
        heard.clear();
    }

    private ScriptedPhone desk(String user) {
        var phone = world.phone(user);
        phone.password(user);
        var place = phone.register(world.sip(), AN_HOUR);
        world.runUntil(place::isRegistered, LONG);
        return phone;
    }

    @Test
    void aPageWritesToAllPagesAndPhonesOfAUser() {
        var read = new ArrayList<ToPage>();
        for (var page : List.of(world.page("bob"), world.page("bob"))) page.whenHeard(read::add);
        var desk = desk("bob");
        read.clear();

        alice.text("1", "bob", "Hello\nB\u00f6b");
        world.run(SOON);

        assertThat(read)
                .containsExactly(
                        message("alice", "Hello\nB\u00f6b"), message("alice", "Hello\nB\u00f6b"));
        assertThat(desk.texts()).containsExactly("Hello\nB\u00f6b");
        assertThat(heard).containsExactly(new ToPage.Done("1"));
        assertThat(desk.complaints()).isEmpty();
    }

    @Test
    void aPageWritesToASipAddress() {
        var far = world.phone("far");

        alice.text("1", far.uri(), "Hello");
        world.run(SOON);

        assertThat(far.texts()).containsExactly("Hello");
        assertThat(heard).containsExactly(new ToPage.Done("1"));
    }

    @Test
    void whatTheFarEndDoesNotTakeIsRefusedWithItsStatus() {
        var far = world.phone("far");
        far.answersTexts(415);

        alice.text("1", far.uri(), "Hello");
        world.run(SOON);

        var failure = failure();
        assertThat(failure.ref()).contains("1");
        assertThat(failure.code()).isEqualTo("sip-failure");
        assertThat(failure.sip().orElseThrow().code()).isEqualTo(415);
    }

    @Test
    void aFarEndThatNeverAnswersIsGivenUp() {
        var far = world.phone("far");
        far.answersTexts(0);

        alice.text("1", far.uri(), "Hello");
        world.run(LONG);

        assertThat(failure().sip().orElseThrow().code()).isEqualTo(408);
    }

    @ParameterizedTest
    @CsvSource({"601, bad-number", "nobody, destination-not-allowed", "'', bad-number"})
    void anAddressWhereNobodyReadsIsRefused(String to, String code) {
        alice.text("1", to, "Hello");
        world.run(SOON);

        assertThat(failure().code()).isEqualTo(code);
    }

    @Test
    void aUserWhoIsNotThereIsSaidNotToBe() {
        alice.text("1", "bob", "Hello");
        world.run(SOON);

        assertThat(failure().sip().orElseThrow().code()).isEqualTo(480);
    }

    @Test
    void aGiantMessageIsRefused() {
        alice.text("1", "alice", "\u00e4".repeat(651));
        world.run(SOON);

        assertThat(failure().code()).isEqualTo("bad-message");
    }

    @Test
    void aFloodOfTextsIsRefusedAfterTwenty() {
        for (int i = 0; i < 40; i++) alice.text("r" + i, "alice", "Hello");
        world.run(SOON);

        assertThat(heard.stream().filter(ToPage.Done.class::isInstance)).hasSizeBetween(20, 25);
        assertThat(
                        heard.stream()
                                .filter(ToPage.Failure.class::isInstance)
                                .map(it -> ((ToPage.Failure) it).code())
                                .distinct())
                .containsExactly("rate-limited");
        world.run(LONG);
        heard.clear();
        alice.text("later", "alice", "Hello");
        world.run(SOON);
        assertThat(heard).contains(new ToPage.Done("later"));
    }

    @Test
    void aPhoneWritesToAUser() {
        var desk = desk("bob");

        var text = desk.text(world.address("alice"), "From my desk", world.sip());
        world.run(SOON);

        assertThat(text.status()).isEqualTo(200);
        assertThat(text.challenges()).isEqualTo(1);
        assertThat(heard).containsExactly(message("bob", "From my desk"));
    }

    /** A message crosses a network that loses every fifth packet, and is read once. */
    @Test
    void aTextIsReadOnceWhateverTheNetworkDoes() {
        for (int seed = 0; seed < 25; seed++) {
            settle(
                    World.from(seed)
                            .network(Traffic.SIGNALLING, Conditions.BAD.withLoss(0.2))
                            .build());
            var desk = desk("bob");
            var to = desk.text(world.address("alice"), "up", world.sip());
            alice.text("1", "bob", "down");
            world.run(LONG);

            assertThat(to.status()).isEqualTo(200);
            assertThat(heard).containsExactlyInAnyOrder(message("bob", "up"), new ToPage.Done("1"));
            assertThat(desk.texts()).containsExactly("down");
            desk.vanish();
            world.run(AN_HOUR);
            world.finish();
        }
    }

    @Test
    void aTextToAnUnknownAndToAKnownUserByAStrangerHaveTheSameAnswer() {
        var stranger = world.phone("mallory");

        var known = stranger.text(world.address("alice"), "psst", world.sip());
        var unknown = stranger.text(world.address("nobody-at-all"), "psst", world.sip());
        world.run(SOON);

        assertThat(known.status()).isEqualTo(401);
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(heard).isEmpty();
        assertThat(world.gateway().census().sip()).isZero();
    }

    @Test
    void whoClaimsToBeAUserMustProveIt() {
        var forger = world.phone("bob");
        forger.password("not-bobs");

        var text = forger.text(world.address("alice"), "psst", world.sip());
        world.run(SOON);

        assertThat(text.status()).isEqualTo(401);
        assertThat(heard).isEmpty();
    }

    @Test
    void aGiantMessageOfAPhoneIsRefusedWith413AndAnotherTypeWith415() {
        var desk = desk("bob");
        var alices = world.address("alice");

        var giant = desk.text(alices, "x".repeat(1301), world.sip());
        var html =
                desk.ask(
                        "MESSAGE",
                        alices,
                        Map.of("Content-Type", "text/html"),
                        "<b>x</b>",
                        world.sip());
        var nobody = desk.text(world.address("nobody"), "x", world.sip());
        world.run(SOON);

        assertThat(giant.status()).isEqualTo(413);
        assertThat(html.status()).isEqualTo(415);
        assertThat(html.header("Accept")).isEqualTo("text/plain");
        assertThat(nobody.status()).isEqualTo(403);
        assertThat(heard).isEmpty();
    }

    @Test
    void withinACallTheTwoSidesTellEachOtherWhatTheyLike() {
        var far = world.phone("far");
        var call = alice.call(far.uri());
        world.runUntil(call::isTalking, SOON);
        world.run(SOON);
        heard.clear();
        var there = far.calls().getFirst();

        alice.inform("1", call, "Application/JSON", "{\"a\":1}");
        world.run(SOON);
        there.say("INFO", "text/plain", "beep");
        world.run(SOON);
        there.say("MESSAGE", "text/plain;charset=UTF-8", "Hello");
        world.run(SOON);

        assertThat(there.told()).containsExactly("application/json {\"a\":1}");
        assertThat(there.answers()).containsExactly(200, 200);
        assertThat(heard)
                .containsExactly(
                        new ToPage.Done("1"),
                        new ToPage.Info(call.id().orElseThrow(), "text/plain", "beep"),
                        new ToPage.Message(far.uri(), "Hello"));
        assertThat(far.complaints()).isEmpty();
        finish(call);
    }

    @Test
    void whatIsNotOnTheListIsRefusedBothWays() {
        var far = world.phone("far");
        var call = alice.call(far.uri());
        world.runUntil(call::isTalking, SOON);
        world.run(SOON);
        heard.clear();
        var there = far.calls().getFirst();

        alice.inform("1", call, "application/x-evil", "x");
        for (var type : List.of("application/x-evil", "message/sipfrag")) {
            there.say("INFO", type, "x");
            world.run(SOON);
        }
        there.say("INFO", "text/plain", "x".repeat(1301));
        world.run(SOON);

        assertThat(there.told()).isEmpty();
        assertThat(there.answers()).containsExactly(415, 415, 413);
        assertThat(failure().code()).isEqualTo("bad-message");
        assertThat(heard).hasSize(1);
        finish(call);
    }

    @Test
    void twoPagesTellEachOtherToo() {
        var bob = world.page("bob");
        var there = new ArrayList<ToPage>();
        bob.whenHeard(there::add);
        var call = alice.call("bob");
        world.runUntil(call::isTalking, SOON);
        world.run(SOON);
        there.clear();

        alice.inform("1", call, "text/plain", "beep");
        world.run(SOON);

        assertThat(there)
                .singleElement()
                .isInstanceOf(ToPage.Info.class)
                .extracting("body")
                .isEqualTo("beep");
        finish(call);
    }

    private ToPage.Failure failure() {
        return heard.stream()
                .filter(ToPage.Failure.class::isInstance)
                .map(ToPage.Failure.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private ToPage.Message message(String from, String body) {
        return new ToPage.Message("sip:" + from + "@ringdown.example", body);
    }

    private void finish(PageCall call) {
        call.hangUp();
        world.run(SOON);
        world.finish();
    }
}
