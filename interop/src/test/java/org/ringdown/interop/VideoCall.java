package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.ringdown.interop.browser.Browser;

/** Two pages with cameras: alice calls bob, and each sees the other. */
final class VideoCall implements AutoCloseable {
    private final PhonePage alice;
    private final PhonePage bob;
    private final Watching seenByAlice;
    private final Watching seenByBob;

    private VideoCall(PhonePage alice, PhonePage bob) {
        this.alice = alice;
        this.bob = bob;
        this.seenByAlice = Watching.of(alice);
        this.seenByBob = Watching.of(bob);
    }

    /** Between two pages that are open, and not called yet. */
    static VideoCall between(PhonePage alice, PhonePage bob) {
        return new VideoCall(alice, bob);
    }

    /** Between two pages of this browser, not called yet. */
    static VideoCall between(Lab lab, Browser browser, Gateway gateway) {
        return between(lab.page(browser, gateway, "alice"), lab.page(browser, gateway, "bob"));
    }

    /** Returns when it is answered, with pictures. */
    VideoCall begin() {
        ring();
        seenByBob.answer();
        alice.awaitAnswered();
        return this;
    }

    /** Returns when bob rings. */
    void ring() {
        seenByAlice.dial("bob");
        bob.awaitIncoming();
    }

    PhonePage alice() {
        return alice;
    }

    PhonePage bob() {
        return bob;
    }

    Watching seenByAlice() {
        return seenByAlice;
    }

    Watching seenByBob() {
        return seenByBob;
    }

    Stream<Watching> both() {
        return Stream.of(seenByAlice, seenByBob);
    }

    /** Returns when both have seen so many pictures that differ from the one before, from now on. */
    void awaitPictures(int count) {
        both().forEach(seen -> seen.awaitPictures(count));
    }

    /** Says when the first pictures came, and how. */
    void tell(String name) {
        seenByAlice.tell(name + ", alice");
        seenByBob.tell(name + ", bob");
    }

    /** Hears bob's microphone, and ends the call. */
    void endWithSound() {
        assertThat(alice.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
        bob.hangup();
        alice.awaitEnd();
    }

    @Override
    public void close() {
        try (alice;
                bob) {
            // That is all.
        }
    }
}
