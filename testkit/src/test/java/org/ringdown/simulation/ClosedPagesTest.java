package org.ringdown.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.ringdown.call.EndReason;
import org.ringdown.push.ClosedPages;
import org.ringdown.push.Notice;
import org.ringdown.push.Subscription;
import org.ringdown.testkit.World;
import org.ringdown.testkit.page.ScriptedPage;
import org.ringdown.testkit.peer.Person;
import org.ringdown.testkit.peer.Reaction;
import org.ringdown.testkit.phone.PhoneCall;
import org.ringdown.testkit.phone.ScriptedPhone;

/** Calls for users whose pages are all closed, and whose browsers can be woken. */
class ClosedPagesTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Sleepers sleepers = new Sleepers();
    private final World world = World.from(41).closed(sleepers).build();
    private final ScriptedPhone phone = world.phone("carol");

    /** Browsers that are told, and what they do then. */
    private static final class Sleepers implements ClosedPages {
        private final Set<String> users = new HashSet<>();
        private final List<Notice> told = new ArrayList<>();
        private Consumer<Notice> then = _ -> {};

        @Override
        public Optional<String> key() {
            return Optional.of("a key");
        }

        @Override
        public Duration patience() {
            return PATIENCE;
        }

        @Override
        public boolean has(String user) {
            return users.contains(user);
        }

        @Override
        public Optional<String> add(String user, Subscription browser) {
            users.add(user);
            return Optional.empty();
        }

        @Override
        public void remove(String user, String endpoint) {
            users.remove(user);
        }

        @Override
        public void tell(String user, Notice notice) {
            told.add(notice);
            then.accept(notice);
        }
    }

    private PhoneCall call() {
        return phone.call(world.address("alice"), world.sip());
    }

    /** A page is opened so long after each call that rings. */
    private void wakes(Duration after, Reaction reaction) {
        sleepers.then =
                notice -> {
                    if (notice instanceof Notice.Rings)
                        world.time().after(after, () -> open(reaction));
                };
    }

    private ScriptedPage open(Reaction reaction) {
        var page = world.page("alice");
        page.person(Person.who(reaction));
        return page;
    }

    @Test
    void aPageThatIsOpenedForItTakesTheCall() {
        sleepers.users.add("alice");
        wakes(Duration.ofSeconds(4), Reaction.answer());
        var call = call();
        world.run(Duration.ofSeconds(2));
        assertThat(call.phase()).isEqualTo(PhoneCall.Phase.RINGING);
        world.runUntil(call::isTalking, SOON);

        assertThat(sleepers.told).singleElement().isInstanceOf(Notice.Rings.class);
        call.hangUp();
        world.run(SOON);
        assertThat(sleepers.told)
                .last()
                .isInstanceOfSatisfying(
                        Notice.Over.class, over -> assertThat(over.missed()).isFalse());
        assertEnded(EndReason.HANGUP);
    }

    @Test
    void nobodyComesAndItIsMissed() {
        sleepers.users.add("alice");
        var call = call();
        world.run(PATIENCE.minusSeconds(1));
        assertThat(call.isOver()).isFalse();
        world.run(SOON);

        assertThat(call.ending()).get().matches(end -> end.status() == 480);
        assertMissed();
        assertEnded(EndReason.UNAVAILABLE);
    }

    @Test
    void theCallerGivesUpWhileItWaits() {
        sleepers.users.add("alice");
        wakes(Duration.ofSeconds(10), Reaction.answer());
        var call = call();
        world.run(SOON);
        call.hangUp();
        world.run(PATIENCE);

        assertMissed();
        assertEnded(EndReason.CANCELED);
    }

    @Test
    void aPageThatComesTooLateIsNotRung() {
        sleepers.users.add("alice");
        wakes(PATIENCE.plusSeconds(2), Reaction.answer());
        var call = call();
        world.run(PATIENCE.plus(SOON));
        assertThat(call.isOver()).isTrue();
        world.run(SOON);
        assertEnded(EndReason.UNAVAILABLE);
    }

    @Test
    void anOpenPageAndAClosedOneAreBothTold() {
        sleepers.users.add("alice");
        open(Reaction.answer(Duration.ofSeconds(3)));
        world.run(SOON);
        var call = call();
        world.runUntil(call::isTalking, SOON);
        assertThat(sleepers.told).hasSize(1);
        call.hangUp();
        world.run(SOON);
        assertEnded(EndReason.HANGUP);
    }

    @Test
    void whoDeclinesHasNotMissedIt() {
        sleepers.users.add("alice");
        wakes(Duration.ofSeconds(1), new Reaction.Refuses(Duration.ofSeconds(1), 603));
        call();
        world.run(SOON);
        assertThat(sleepers.told)
                .last()
                .isInstanceOfSatisfying(
                        Notice.Over.class, over -> assertThat(over.missed()).isFalse());
        assertEnded(EndReason.DECLINED);
    }

    @Test
    void withoutABrowserToWakeNobodyIsThere() {
        var call = call();
        world.run(SOON);
        assertThat(call.ending()).get().matches(end -> end.status() == 480 || end.status() == 404);
        assertThat(sleepers.told).isEmpty();
    }

    private void assertMissed() {
        assertThat(sleepers.told)
                .last()
                .isInstanceOfSatisfying(
                        Notice.Over.class, over -> assertThat(over.missed()).isTrue());
    }

    private void assertEnded(EndReason reason) {
        assertThat(world.records()).singleElement().matches(r -> r.ending().reason() == reason);
        world.finish();
    }
}
