package org.ringdown.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ringdown.call.CallEvent.Answers;
import org.ringdown.call.CallEvent.Leaves;
import org.ringdown.call.Ending.By;
import org.ringdown.journal.MemoryJournal;
import org.ringdown.limit.Allowance;
import org.ringdown.limit.Limits;
import org.ringdown.limit.Rules;
import org.ringdown.mailbox.Directory;
import org.ringdown.mailbox.Mailboxes;
import org.ringdown.mailbox.Owner.Next;
import org.ringdown.media.Codec;
import org.ringdown.media.Media;
import org.ringdown.media.MediaEngine;
import org.ringdown.time.Clock;
import org.ringdown.time.Timers;

/** A call among legs that only listen. Its caller is "c.0", its candidates "c.1", "c.2". */
class CallTest {
    private static final Ending CANCELED = Ending.of(EndReason.CANCELED, By.CALLER);

    private final Map<String, Listener> legs = new LinkedHashMap<>();
    private final List<CallRecord> records = new ArrayList<>();
    private final Call call = call();

    @Test
    void candidatesThatAreFoundAfterTheEndAreNotMade() {
        call.receive(new Call.Start());
        call.receive(new Leaves("c.0", CANCELED));
        assertThat(call.receive(new Candidates(List.of(new Somebody()), true)))
                .isEqualTo(Next.RETIRE);
        assertThat(legs.keySet()).containsExactly("c.0");
        assertThat(records).hasSize(1);
    }

    @Test
    void theRecordNamesWhoAnswered() {
        call.receive(new Call.Start());
        call.receive(new Candidates(List.of(new Somebody(), new Somebody()), true));
        call.receive(new Answers("c.1", List.of(Codec.PCMA)));
        call.receive(new Leaves("c.1", Ending.of(EndReason.HANGUP, By.CALLEE)));
        assertThat(records)
                .singleElement()
                .satisfies(
                        kept -> assertThat(kept.callee().map(Party::uri)).hasValue("sip:c.1@here"));
    }

    @Test
    void theRecordOfACallThatNobodyAnsweredNamesNobody() {
        call.receive(new Call.Start());
        call.receive(new Candidates(List.of(new Somebody()), true));
        call.receive(new Leaves("c.0", CANCELED));
        assertThat(records).singleElement().satisfies(kept -> assertThat(kept.callee()).isEmpty());
    }

    @Test
    void everyLegHearsTheSameEndOnce() {
        call.receive(new Call.Start());
        call.receive(new Candidates(List.of(new Somebody(), new Somebody()), true));
        call.receive(new Leaves("c.0", CANCELED));
        call.receive(new Leaves("c.1", CANCELED));
        assertThat(legs.values()).allSatisfy(leg -> assertThat(leg.ends).containsExactly(CANCELED));
    }

    @Test
    void whoeverComesByATransferIsNotToldAWithheldNumber() {
        call.receive(new Call.Start());
        call.receive(new Candidates(List.of(new Somebody()), true));
        call.receive(new Answers("c.1", List.of(Codec.PCMA)));
        legs.get("c.0").withholds = true;
        call.receive(new CallEvent.Transfers("c.1", new Somebody(), "carol", true));
        call.receive(new Answers("c.2", List.of(Codec.PCMA)));
        assertThat(legs.get("c.2").met).containsExactly(Party.ANONYMOUS);
        assertThat(legs.get("c.0").met).containsExactly(party("c.2"));
    }

    private Call call() {
        Timers noTime = (_, _) -> () -> {};
        var calls =
                new Calls(
                        new Mailboxes(_ -> {}),
                        Directory.oneNode("test"),
                        Clock.system(),
                        noTime,
                        new MemoryJournal(),
                        noMedia(),
                        records::add,
                        new CallTimes(Duration.ofMinutes(1), Duration.ofHours(1)),
                        (id, _, _) -> leg(id),
                        new Limits(
                                Rules.ofUsers(Allowance.NONE),
                                Clock.system(),
                                noTime,
                                new Mailboxes(_ -> {})),
                        Recordings.NONE);
        var invitation = new Invitation(party("c.0"), "c.1", "bob", List.of(Codec.PCMA), Map.of());
        return new Call(
                "c",
                new Placement("c.0", (id, _) -> leg(id), new Asked(), invitation, Optional.empty()),
                calls);
    }

    private Leg leg(String id) {
        var leg = new Listener(id);
        legs.put(id, leg);
        return leg;
    }

    private static Party party(String id) {
        return new Party("sip:" + id + "@here", Optional.of(id), Optional.empty());
    }

    /** Legs without media never ask for any. */
    private static MediaEngine noMedia() {
        return (MediaEngine)
                Proxy.newProxyInstance(
                        CallTest.class.getClassLoader(),
                        new Class<?>[] {MediaEngine.class},
                        (_, method, _) -> {
                            throw new AssertionError("no media here: " + method);
                        });
    }

    private record Somebody() implements Destination {}

    private record Asked() implements Destination {
        @Override
        public Optional<String> known() {
            return Optional.of("user:bob");
        }
    }

    private static final class Listener implements Leg {
        private final String id;
        private final List<Ending> ends = new ArrayList<>();
        private final List<Party> met = new ArrayList<>();
        private boolean withholds;

        Listener(String id) {
            this.id = id;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public Party party() {
            return CallTest.party(id);
        }

        @Override
        public Party shown() {
            return withholds ? Party.ANONYMOUS : party();
        }

        @Override
        public String kind() {
            return "test";
        }

        @Override
        public Optional<Media> media() {
            return Optional.empty();
        }

        @Override
        public void end(Ending ending) {
            ends.add(ending);
        }

        @Override
        public void invite(Invitation invitation) {}

        @Override
        public void ringing(boolean early) {}

        @Override
        public void early(List<Codec> codecs) {}

        @Override
        public void answered(List<Codec> codecs) {}

        @Override
        public void keys(Keys keys) {}

        @Override
        public List<Codec> codecs() {
            return List.of(Codec.PCMA);
        }

        @Override
        public void held(boolean byUs, boolean byThem) {}

        @Override
        public void entertain() {}

        @Override
        public void meets(Party other, List<Codec> codecs) {
            met.add(other);
        }

        @Override
        public void sits(By side) {}

        @Override
        public void transfer(TransferProgress progress) {}

        @Override
        public Handover release() {
            return _ -> this;
        }

        @Override
        public void receive(Object message) {}
    }
}
