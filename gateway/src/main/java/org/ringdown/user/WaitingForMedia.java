package org.ringdown.user;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ringdown.page.FromPage;
import org.ringdown.user.UserCall.Holder;

/** Messages that name a PeerConnection which their page has not opened yet: the two may come in either order. */
final class WaitingForMedia {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST = 16;

    private final String user;
    private final Users.Around around;
    private final Map<Holder, List<FromPage>> messages = new HashMap<>();

    WaitingForMedia(String user, Users.Around around) {
        this.user = user;
        this.around = around;
    }

    /** False where too much waits already. */
    boolean until(String page, String m, FromPage message) {
        if (messages.values().stream().mapToInt(List::size).sum() >= MOST) return false;
        messages.computeIfAbsent(new Holder(page, m), _ -> new ArrayList<>()).add(message);
        around.timers()
                .after(
                        PATIENCE,
                        () ->
                                around.post()
                                        .send(
                                                User.mailbox(user),
                                                new UserMessage.MediaNeverCame(page, m)));
        return true;
    }

    /** What waited for this PeerConnection, in order; it waits no longer. */
    List<FromPage> opened(String page, String m) {
        var waited = messages.remove(new Holder(page, m));
        return waited == null ? List.of() : waited;
    }
}
