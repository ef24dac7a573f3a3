package org.ringdown.testkit.phone;

import java.time.Duration;
import java.util.List;

/**
 * What a phone does that is referred to somebody else (RFC 3515), as the far end of a PBX does that connects the two itself.
 *
 * @param answer the status that the REFER is answered with; 0: it never is
 * @param news the statuses that are told by NOTIFY, one after the other
 * @param pace between all that it does
 * @param hangsUp whether it hangs up once it has said all that
 */
public record Obedience(int answer, List<Integer> news, Duration pace, boolean hangsUp) {
    private static final Duration PACE = Duration.ofMillis(300);

    /** As phones do that know no REFER. */
    public static final Obedience REFUSES = answers(405);

    /** It goes, and tells of it. */
    public static final Obedience GOES = new Obedience(202, List.of(100, 180, 200), PACE, false);

    /** It goes, and hangs up without a word of how far it has come. */
    public static final Obedience GOES_SILENTLY = new Obedience(202, List.of(), PACE, true);

    public Obedience {
        news = List.copyOf(news);
    }

    /** It answers so, and does nothing else. */
    public static Obedience answers(int status) {
        return new Obedience(status, List.of(), PACE, false);
    }

    /** It goes, and there it is refused. */
    public static Obedience refusedThere(int status) {
        return new Obedience(202, List.of(100, status), PACE, false);
    }

    public Obedience after(Duration longer) {
        return new Obedience(answer, news, longer, hangsUp);
    }
}
