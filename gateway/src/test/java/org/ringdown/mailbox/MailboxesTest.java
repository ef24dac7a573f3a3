package org.ringdown.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.ringdown.mailbox.Owner.Next;

/** Messages arrive in order, one at a time, and an owner that is done goes away without losing any. */
class MailboxesTest {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Mailboxes mailboxes = new Mailboxes(tasks::add);
    private final List<Object> seen = new ArrayList<>();

    @Test
    void messagesAreHandledInOrderOneTaskEach() {
        mailboxes.open("call:1", keep());
        mailboxes.send("call:1", "a");
        mailboxes.send("call:1", "b");

        assertThat(tasks).hasSize(1);
        tasks.remove().run();
        assertThat(seen).containsExactly("a");
        runAll();
        assertThat(seen).containsExactly("a", "b");
    }

    @Test
    void aMessageForNobodyIsCounted() {
        mailboxes.send("call:gone", "a");
        assertThat(mailboxes.undeliverable()).isEqualTo(1);
    }

    @Test
    void theSameIdCannotBeOpenedTwice() {
        mailboxes.open("call:1", keep());
        assertThatThrownBy(() -> mailboxes.open("call:1", keep()))
                .hasMessage("call:1 is open already");
    }

    @Test
    void anOwnerThatRetiresIsForgotten() {
        mailboxes.open("call:1", retire());
        mailboxes.send("call:1", "a");
        runAll();

        assertThat(mailboxes.count("call")).isZero();
        mailboxes.send("call:1", "b");
        assertThat(seen).containsExactly("a");
    }

    @Test
    void aMessageThatCameMeanwhileKeepsTheOwner() {
        mailboxes.open("call:1", retire());
        mailboxes.send("call:1", "a");
        mailboxes.send("call:1", "b");
        runAll();
        assertThat(seen).containsExactly("a", "b");
    }

    @Test
    void usersOpenOnDemandAndAgainAfterTheyRetired() {
        mailboxes.openOnDemand("user", _ -> retire());
        for (var message : List.of("a", "b", "c")) {
            mailboxes.send("user:alice", message);
            runAll();
        }
        assertThat(seen).containsExactly("a", "b", "c");
        assertThat(mailboxes.count("user")).isZero();
    }

    @Test
    void aMistakeIsCountedAndStopsNothing() {
        mailboxes.open(
                "call:1",
                message -> {
                    seen.add(message);
                    if (message.equals("a"))
                        throw new IllegalStateException("a mistake, for this test");
                    return Next.STAY;
                });
        mailboxes.send("call:1", "a");
        mailboxes.send("call:1", "b");
        runAll();
        assertThat(seen).containsExactly("a", "b");
        assertThat(mailboxes.mistakes()).isEqualTo(1);
    }

    @Test
    void manyThreadsLoseNothingWhileOwnersComeAndGo() throws InterruptedException {
        var handled = new CountDownLatch(20_000);
        try (var threads = Executors.newFixedThreadPool(4)) {
            var busy = new Mailboxes(threads);
            busy.openOnDemand(
                    "user",
                    _ ->
                            _ -> {
                                handled.countDown();
                                return Next.RETIRE;
                            });
            for (int sender = 0; sender < 4; sender++) {
                Thread.ofPlatform()
                        .start(() -> {
                            for (int n = 0; n < 5_000; n++) busy.send("user:" + n % 7, n);
                        });
            }
            assertThat(handled.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(busy.undeliverable()).isZero();
        }
    }

    private Owner keep() {
        return message -> {
            seen.add(message);
            return Next.STAY;
        };
    }

    private Owner retire() {
        return message -> {
            seen.add(message);
            return Next.RETIRE;
        };
    }

    private void runAll() {
        while (!tasks.isEmpty()) tasks.remove().run();
    }
}
