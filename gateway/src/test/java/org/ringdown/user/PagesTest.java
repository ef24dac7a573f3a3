package org.ringdown.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ringdown.page.FromPage;
import org.ringdown.page.PageConnection;
import org.ringdown.page.PageDoor.PageSession;
import org.ringdown.page.ToPage;
import org.ringdown.user.Tokens.Verdict;
import org.ringdown.user.UserMessage.Arrived;

/** Who is let in, as whom, and who is not. A token of these tests is the user's name; "bad" is refused. */
class PagesTest {
    private final List<String> sent = new ArrayList<>();
    private final List<Object> posted = new ArrayList<>();
    private final List<Integer> closed = new ArrayList<>();
    private final List<ToPage> heard = new ArrayList<>();
    private final Connections connections = new Connections();
    private final Pages pages = new Pages(PagesTest::verify, this::post, connections);
    private final PageSession page =
            pages.opened(new Socket(), "https://shop.example", "192.0.2.1");

    @Test
    void anotherVersionIsTurnedAway() {
        page.received(new FromPage.Hello(2, "alice", "test", true, Optional.empty()));
        assertRefused("unsupported-version", 4004);
    }

    @Test
    void aRefusedTokenIsTurnedAway() {
        hello("bad", Optional.empty());
        assertRefused("token-invalid", 4003);
    }

    @Test
    void aGoodTokenLeadsToItsUser() {
        hello("alice", Optional.empty());
        assertArrived("user:alice", false);
    }

    @Test
    void aResumeTokenOfAnotherUserIsIgnored() {
        hello("alice", Optional.of("bob"));
        assertArrived("user:alice", false);
    }

    @Test
    void aResumeTokenOfTheSameUserIsJudgedByThatUser() {
        hello("alice", Optional.of("alice"));
        assertArrived("user:alice", true);
    }

    @Test
    void aGuestMayShowTheTokenOfTheGuestThatItWas() {
        hello("guest:2", Optional.of("guest:1"));
        assertArrived("user:guest:1", true);
    }

    @Test
    void aGuestNeverBecomesANamedUserNorTheOtherWayRound() {
        hello("guest:2", Optional.of("alice"));
        assertArrived("user:guest:2", false);
        posted.clear();
        sent.clear();
        var other = pages.opened(new Socket(), "https://shop.example", "192.0.2.1");
        other.received(hello("alice", "guest:1"));
        assertArrived("user:alice", false);
    }

    @Test
    void nothingIsHeardBeforeTheWelcome() {
        page.received(new FromPage.Hangup("c1"));
        assertThat(posted).isEmpty();
        assertThat(heard)
                .singleElement()
                .isInstanceOfSatisfying(
                        ToPage.Failure.class,
                        told -> assertThat(told.code()).isEqualTo("bad-state"));
    }

    @Test
    void aFreshTokenBeforeTheWelcomeIsNotLostInSilence() {
        page.received(new FromPage.FreshToken("alice"));
        assertThat(posted).isEmpty();
        assertThat(heard)
                .singleElement()
                .isInstanceOfSatisfying(
                        ToPage.Failure.class,
                        told -> assertThat(told.code()).isEqualTo("bad-state"));
    }

    @Test
    void afterTheWelcomeAllGoesToItsUser() {
        connections.welcomed("p_1", "alice");
        page.received(new FromPage.Hangup("c1"));
        page.closed();
        assertThat(posted)
                .containsExactly(
                        new UserMessage.Said("p_1", new FromPage.Hangup("c1")),
                        new UserMessage.Gone("p_1"));
        assertThat(pages.count()).isZero();
    }

    @Test
    void aSocketThatClosedBeforeTheWelcomeIsNotWelcomed() {
        hello("alice", Optional.empty());
        page.closed();
        assertThat(connections.welcomed("p_1", "alice")).isFalse();
        assertThat(connections.userOf("p_1")).isEmpty();
    }

    private void hello(String token, Optional<String> resume) {
        page.received(
                resume.map(user -> hello(token, user))
                        .orElse(new FromPage.Hello(1, token, "test", true, Optional.empty())));
    }

    private static FromPage hello(String token, String resumes) {
        var resume = ResumeToken.issue(resumes, new Random(1)).text();
        return new FromPage.Hello(1, token, "test", true, Optional.of(resume));
    }

    private void assertArrived(String mailbox, boolean resumes) {
        assertThat(sent).containsExactly(mailbox);
        assertThat(posted)
                .singleElement()
                .isInstanceOfSatisfying(
                        Arrived.class,
                        arrived -> assertThat(arrived.resume().isPresent()).isEqualTo(resumes));
        assertThat(closed).isEmpty();
    }

    private void assertRefused(String code, int close) {
        assertThat(posted).isEmpty();
        assertThat(closed).containsExactly(close);
        assertThat(heard)
                .singleElement()
                .isInstanceOfSatisfying(
                        ToPage.Failure.class, told -> assertThat(told.code()).isEqualTo(code));
    }

    private void post(String mailbox, Object message) {
        sent.add(mailbox);
        posted.add(message);
    }

    private static Verdict verify(String token, String origin) {
        return token.equals("bad")
                ? new Verdict.Refused("token-invalid", "It is bad.")
                : new Verdict.Granted(new Grant(token, List.of(), Instant.MAX));
    }

    private final class Socket implements PageConnection {
        @Override
        public void send(ToPage message) {
            heard.add(message);
        }

        @Override
        public void close(int code, String reason) {
            closed.add(code);
        }
    }
}
