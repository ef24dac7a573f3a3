package org.ringdown.shard.entrance;

import static org.ringdown.shard.entrance.MethodPolicy.Verdict.ALLOWED;
import static org.ringdown.shard.entrance.MethodPolicy.Verdict.FORBIDDEN;
import static org.ringdown.shard.entrance.MethodPolicy.Verdict.IF_AGREED;
import static org.ringdown.shard.entrance.MethodPolicy.Verdict.NOT_ALLOWED;
import static org.ringdown.shard.entrance.MethodPolicy.Verdict.NO_DIALOG;
import static org.ringdown.shard.entrance.MethodPolicy.Verdict.TO_BE_PROVED;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.ringdown.shard.dialog.WithinDialogs;
import org.ringdown.sip.Methods;
import org.ringdown.trunk.Trunk;

/**
 * Who may ask what of us outside of any dialog. What is not in the table is refused; where a call may lead and whom a user may watch is
 * decided after this.
 *
 * <p>Within a dialog nobody is a stranger: {@link WithinDialogs} says what may be asked there, and {@link Trunk.Ask} what of that by a trunk.
 */
final class MethodPolicy {
    /** Who sends a request, by where it comes from and what it proves. */
    enum Who {
        /** Nobody that we know, or somebody who has not proved it yet. */
        STRANGER,
        /** A user, who has proved the password. */
        USER,
        /** A trunk, by its address. */
        TRUNK,
        /** The PBX where a user's line is registered, by its address and the contact that only it knows. */
        LINE
    }

    /** What becomes of it. */
    enum Verdict {
        ALLOWED(0),
        /** The same challenge for everybody: it tells nobody who our users are. */
        TO_BE_PROVED(401),
        FORBIDDEN(403),
        /** Where the configuration of its sender allows it ({@link Trunk.Ask}), else 403. */
        IF_AGREED(403),
        /** By nobody, ever. */
        NOT_ALLOWED(405),
        /** It has a meaning within a dialog only. */
        NO_DIALOG(481);

        private final int status;

        Verdict(int status) {
            this.status = status;
        }

        /** The answer that is owed; 0 where none is. */
        int status() {
            return status;
        }
    }

    private record Row(Verdict stranger, Verdict user, Verdict trunk, Verdict line) {
        Verdict of(Who who) {
            return switch (who) {
                case STRANGER -> stranger;
                case USER -> user;
                case TRUNK -> trunk;
                case LINE -> line;
            };
        }
    }

    // In dev mode strangers may also call; the guard knows that.
    private static final Map<String, Row> TABLE =
            Map.ofEntries(
                    //                           stranger      user       trunk      line
                    row(Methods.INVITE, /*     */ TO_BE_PROVED, ALLOWED, ALLOWED, ALLOWED),
                    row(Methods.REGISTER, /*   */ TO_BE_PROVED, ALLOWED, FORBIDDEN, FORBIDDEN),
                    row(Methods.OPTIONS, /*    */ ALLOWED, ALLOWED, ALLOWED, ALLOWED),
                    row(Methods.MESSAGE, /*    */ TO_BE_PROVED, ALLOWED, IF_AGREED, ALLOWED),
                    row(Methods.NOTIFY, NO_DIALOG, NO_DIALOG, NO_DIALOG, ALLOWED),
                    row(Methods.SUBSCRIBE, TO_BE_PROVED, ALLOWED, FORBIDDEN, FORBIDDEN),
                    row(Methods.BYE, /*        */ NO_DIALOG, NO_DIALOG, NO_DIALOG, NO_DIALOG),
                    row(Methods.INFO, /*       */ NO_DIALOG, NO_DIALOG, NO_DIALOG, NO_DIALOG),
                    row(Methods.PRACK, /*      */ NO_DIALOG, NO_DIALOG, NO_DIALOG, NO_DIALOG),
                    row(Methods.UPDATE, /*     */ NO_DIALOG, NO_DIALOG, NO_DIALOG, NO_DIALOG),
                    row(Methods.REFER, /*      */ NO_DIALOG, NO_DIALOG, NO_DIALOG, NO_DIALOG));

    private MethodPolicy() {}

    private static Map.Entry<String, Row> row(
            String method, Verdict stranger, Verdict user, Verdict trunk, Verdict line) {
        return Map.entry(method, new Row(stranger, user, trunk, line));
    }

    static Verdict of(String method, Who who) {
        var row = TABLE.get(method);
        return row == null ? NOT_ALLOWED : row.of(who);
    }

    /** What somebody or other may ask of us, in a dialog or outside: the truth for Allow. */
    static String allow() {
        var methods = new TreeSet<>(List.of(Methods.ACK, Methods.CANCEL));
        methods.addAll(WithinDialogs.methods());
        new TreeMap<>(TABLE)
                .forEach((method, row) -> {
                    boolean any =
                            List.of(row.stranger, row.user, row.trunk, row.line).contains(ALLOWED);
                    if (any) methods.add(method);
                });
        return String.join(", ", methods);
    }
}
