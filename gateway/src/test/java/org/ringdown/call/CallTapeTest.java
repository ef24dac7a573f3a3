package org.ringdown.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.media.Media;
import org.ringdown.media.Tap;

/** Who may have a call recorded, whose sound goes where, and that everybody knows. */
class CallTapeTest {
    private static final Duration BEEP = Duration.ofSeconds(15);

    private final List<String> happened = new ArrayList<>();
    private final Sound alice = new Sound("alice");
    private final Sound bob = new Sound("bob");
    private final Leg page = leg("page", "page", alice);
    private final Leg phone = leg("phone", "sip", bob);
    private boolean full;

    private final class Sound implements Media {
        private final String name;

        Sound(String name) {
            this.name = name;
        }

        @Override
        public void tap(Optional<Tap> tap) {
            happened.add(name + (tap.isPresent() ? " to " + tap.get() : " untapped"));
        }

        @Override
        public void beeps(Optional<Duration> interval) {
            if (interval.isPresent()) happened.add(name + " beeps " + interval.get().toSeconds());
        }

        @Override
        public void sendKeys(String keys, Duration duration, Duration gap) {}

        @Override
        public void music(boolean on) {}

        @Override
        public void close() {}
    }

    private record Named(String name) implements Tap {
        @Override
        public void heard(
                List<org.ringdown.media.Format> formats,
                org.ringdown.rtp.RtpPacket packet,
                long now) {}

        @Override
        public String toString() {
            return name;
        }
    }

    private final Recordings house =
            new Recordings() {
                @Override
                public Optional<Recording> begin(String call, Runnable broken) {
                    if (full) return Optional.empty();
                    happened.add("begins");
                    return Optional.of(
                            new Recording() {
                                @Override
                                public Tap caller() {
                                    return new Named("left");
                                }

                                @Override
                                public Tap callee() {
                                    return new Named("right");
                                }

                                @Override
                                public void end() {
                                    happened.add("ends");
                                }

                                @Override
                                public Recorded kept() {
                                    return new Recorded(
                                            List.of("f"), Instant.EPOCH, 0, Optional.empty());
                                }
                            });
                }

                @Override
                public Optional<Duration> beep() {
                    return Optional.of(BEEP);
                }
            };

    private CallTape tape(Recordable may) {
        return new CallTape("c", may, house, () -> {});
    }

    /** A leg that has an id, a kind, media, and notes what it is told. */
    private Leg leg(String id, String kind, Media media) {
        return (Leg)
                Proxy.newProxyInstance(
                        Leg.class.getClassLoader(),
                        new Class<?>[] {Leg.class},
                        (_, method, given) ->
                                switch (method.getName()) {
                                    case "id" -> id;
                                    case "kind" -> kind;
                                    case "media" -> Optional.of(media);
                                    case "recorded" -> happened.add(id + " told " + given[0]);
                                    default -> throw new AssertionError(method);
                                });
    }

    private List<String> since() {
        var all = List.copyOf(happened);
        happened.clear();
        return all;
    }

    @ParameterizedTest(name = "{0}: {1} is {2}")
    @CsvSource({
        "NEVER, true, false",
        "NEVER, false, false",
        "ON_REQUEST, true, true",
        "ON_REQUEST, false, true",
        "ALWAYS, true, true",
        "ALWAYS, false, false"
    })
    void whoMayWishIt(Recordable may, boolean on, boolean allowed) {
        assertThat(tape(may).wish(on)).isEqualTo(allowed);
    }

    @Test
    void nothingHappensUnlessSomebodyWishesIt() {
        for (var may : List.of(Recordable.NEVER, Recordable.ON_REQUEST))
            tape(may).talk(page, phone);
        assertThat(since()).isEmpty();
    }

    @Test
    void bothSidesAreTappedAndToldOnceAndTheFarEndHearsIt() {
        var tape = tape(Recordable.ALWAYS);
        tape.talk(page, phone);
        assertThat(since())
                .containsExactly(
                        "begins",
                        "alice to left",
                        "bob to right",
                        "bob beeps 15",
                        "page told true",
                        "phone told true");
        tape.talk(page, phone);
        assertThat(since()).isEmpty();
        tape.end();
        tape.end();
        assertThat(since()).containsExactly("ends", "alice untapped", "bob untapped");
        assertThat(tape.kept()).hasSize(1);
    }

    @Test
    void anotherPageIsTappedInstead() {
        var tape = tape(Recordable.ALWAYS);
        tape.talk(page, phone);
        since();
        tape.talk(leg("page", "page", new Sound("alice's other page")), phone);
        assertThat(since()).containsExactly("alice untapped", "alice's other page to left");
    }

    @Test
    void whoComesIsToldAndWhoGoesIsNotRecordedElsewhere() {
        var tape = tape(Recordable.ALWAYS);
        tape.talk(page, phone);
        since();
        tape.left(phone);
        assertThat(since()).containsExactly("bob untapped", "phone told false");
        tape.talk(page, leg("other", "sip", new Sound("carol")));
        assertThat(since())
                .contains("carol to right", "carol beeps 15", "other told true")
                .doesNotContain("begins");
    }

    @Test
    void itIsStoppedAndBegunAgain() {
        var tape = tape(Recordable.ON_REQUEST);
        tape.wish(true);
        tape.talk(page, phone);
        since();
        tape.wish(false);
        tape.talk(page, phone);
        assertThat(since()).contains("ends", "page told false", "phone told false");
        tape.wish(true);
        tape.talk(page, phone);
        assertThat(since()).contains("begins", "page told true");
        assertThat(tape.kept()).hasSize(2);
    }

    @Test
    void thatItCannotGoOnIsToldAndNotTriedAgain() {
        var tape = tape(Recordable.ALWAYS);
        tape.talk(page, phone);
        since();
        tape.broke(List.of(page, phone));
        assertThat(since()).contains("page told false", "phone told false", "bob untapped");
        tape.talk(page, phone);
        assertThat(since()).isEmpty();
    }

    /** Somebody outside. */
    private final class Listener implements CallListener {
        @Override
        public Tap caller() {
            return new Named("out left");
        }

        @Override
        public Tap callee() {
            return new Named("out right");
        }

        @Override
        public void end() {
            happened.add("out ends");
        }
    }

    @Test
    void whoeverListensFromOutsideIsToldToEverybody() {
        var tape = tape(Recordable.NEVER);
        var listener = new Listener();
        tape.listen(listener);
        tape.talk(page, phone);
        assertThat(since())
                .containsExactly(
                        "alice to out left",
                        "bob to out right",
                        "bob beeps 15",
                        "page told true",
                        "phone told true");
        tape.leave(listener);
        tape.talk(page, phone);
        assertThat(since())
                .containsExactly(
                        "alice untapped", "bob untapped", "page told false", "phone told false");
    }

    @Test
    void aRecordingAndAListenerDoNotDisturbEachOther() {
        var tape = tape(Recordable.ON_REQUEST);
        var listener = new Listener();
        tape.listen(listener);
        tape.wish(true);
        tape.talk(page, phone);
        assertThat(since()).filteredOn(one -> one.startsWith("alice to org")).hasSize(1);
        tape.wish(false);
        tape.talk(page, phone);
        assertThat(since()).containsExactly("ends", "alice to out left", "bob to out right");
        tape.end();
        assertThat(since()).containsExactly("out ends", "alice untapped", "bob untapped");
    }

    @Test
    void aRecordingThatBreaksLeavesTheListener() {
        var tape = tape(Recordable.ALWAYS);
        tape.listen(new Listener());
        tape.talk(page, phone);
        since();
        tape.broke(List.of(page, phone));
        tape.talk(page, phone);
        assertThat(since()).containsExactly("ends", "alice to out left", "bob to out right");
    }

    @Test
    void whereNothingCanBeKeptNobodyIsToldThatItIs() {
        full = true;
        var tape = tape(Recordable.ALWAYS);
        tape.talk(page, phone);
        tape.talk(page, phone);
        assertThat(since()).isEmpty();
        assertThat(tape.kept()).isEmpty();
    }
}
