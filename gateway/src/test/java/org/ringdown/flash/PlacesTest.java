package org.ringdown.flash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.ringdown.flash.Places.Role;
import org.ringdown.flash.Places.Standing;

/** Who is what in a call that a URL names. */
class PlacesTest {
    private static final Address ECHO = new Address("600", "call/600");

    private final Places places = new Places();
    private final List<String> told = new ArrayList<>();
    private final Places.Member encoder = why -> told.add("encoder: " + why);
    private final Places.Member player = why -> told.add("player: " + why);
    private final Places.Member other = why -> told.add("other: " + why);

    private Standing take(Role role, Places.Member member) {
        return places.take("alice", ECHO, role, member).standing();
    }

    @Test
    void whoSpeaksFirstOwnsAndWhoHearsIsAMember() {
        assertThat(take(Role.SPEAKER, encoder)).isEqualTo(Standing.OWNER);
        assertThat(take(Role.HEARER, player)).isEqualTo(Standing.MEMBER);
        assertThat(take(Role.HEARER, other)).isEqualTo(Standing.TAKEN);
        assertThat(take(Role.SPEAKER, other)).isEqualTo(Standing.TAKEN);
    }

    @Test
    void whoHearsFirstWaitsAndHearsTheSameFeed() {
        var waits = places.take("alice", ECHO, Role.HEARER, player);
        assertThat(waits.standing()).isEqualTo(Standing.WAITS);
        var owns = places.take("alice", ECHO, Role.SPEAKER, encoder);
        assertThat(owns.standing()).isEqualTo(Standing.OWNER);
        assertThat(owns.feed()).isSameAs(waits.feed());
    }

    @Test
    void aCallerOwnsAndThenHears() {
        assertThat(take(Role.CALLER, player)).isEqualTo(Standing.OWNER);
        assertThat(take(Role.CALLER, other)).isEqualTo(Standing.MEMBER);
        assertThat(take(Role.HEARER, player)).isEqualTo(Standing.MEMBER);
        assertThat(take(Role.SPEAKER, encoder)).isEqualTo(Standing.MEMBER);
    }

    @Test
    void theOwnersEndIsToldToAllOthersOnce() {
        take(Role.SPEAKER, encoder);
        take(Role.HEARER, player);
        places.over("alice", ECHO, player, "not its own");
        assertThat(told).isEmpty();
        places.over("alice", ECHO, encoder, "the call has ended");
        places.over("alice", ECHO, encoder, "again");
        assertThat(told).containsExactly("player: the call has ended");
    }

    @Test
    void whatIsLeftIsFree() {
        take(Role.SPEAKER, encoder);
        places.leave("alice", ECHO, Role.SPEAKER, encoder);
        places.over("alice", ECHO, encoder, "gone");
        assertThat(take(Role.SPEAKER, other)).isEqualTo(Standing.OWNER);
    }

    @Test
    void theSameNameIsAnotherPlaceForAnotherUser() {
        take(Role.SPEAKER, encoder);
        assertThat(places.take("bob", ECHO, Role.SPEAKER, other).standing())
                .isEqualTo(Standing.OWNER);
    }

    @Test
    void whoHearsIsWokenWhateverTheMedia() {
        var woken = new AtomicInteger();
        var feed = places.take("alice", ECHO, Role.HEARER, player).feed();
        feed.heardBy(Optional.of(woken::incrementAndGet));
        feed.waiting();
        feed.heardBy(Optional.empty());
        feed.waiting();
        assertThat(woken).hasValue(2); // once for what may have waited before
        assertThat(feed.take()).isEmpty();
    }
}
