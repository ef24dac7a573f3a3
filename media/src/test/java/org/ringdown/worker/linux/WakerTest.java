package org.ringdown.worker.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Wakes who waits, disturbs nobody who works, and leaves nothing behind that could be written to. */
@Timeout(20)
class WakerTest {
    private final Epoll epoll;
    private final Waker waker;

    WakerTest() throws Exception {
        epoll = new Epoll();
        waker = new Waker(epoll);
    }

    @Test
    void whoWaitsIsWoken() throws Exception {
        assertThat(waker.mayWait()).isTrue();
        var caller = Thread.ofVirtual().start(waker::call);

        assertThat(epoll.await(10_000)).isEqualTo(1);
        waker.atWork(true);
        caller.join();
        close();
    }

    @Test
    void whoWorksIsNotDisturbedButDoesNotWait() throws Exception {
        waker.call();
        waker.call();

        assertThat(waker.mayWait()).isFalse();
        assertThat(epoll.await(0)).isZero();
        waker.atWork(false);
        assertThat(waker.mayWait()).isTrue();
        waker.atWork(true);
        close();
    }

    /** Many calls while one waits are one. */
    @Test
    void isToldOnceOfManyCalls() throws Exception {
        assertThat(waker.mayWait()).isTrue();
        for (int i = 0; i < 10; i++) waker.call();

        assertThat(epoll.await(10_000)).isEqualTo(1);
        waker.atWork(true);
        assertThat(epoll.await(0)).isZero();
        close();
    }

    /** Whoever called may be slow to write: only then may the number be another's. */
    @Test
    void doesNotCloseBeforeAllHaveWritten() throws Exception {
        var callers = new CompletableFuture<?>[8];
        for (int round = 0; round < 500; round++) {
            var here = new Epoll();
            var called = new Waker(here);
            assertThat(called.mayWait()).isTrue();
            for (int i = 0; i < callers.length; i++)
                callers[i] = CompletableFuture.runAsync(called::call);
            here.await(round % 2 == 0 ? 0 : 1000);
            called.atWork(true);
            called.close();
            here.close();
            CompletableFuture.allOf(callers).join();
            called.call();
        }
    }

    private void close() {
        waker.close();
        waker.close();
        epoll.close();
        waker.call();
    }
}
