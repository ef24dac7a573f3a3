package org.ringdown.shard.dialog;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.ringdown.sip.Methods;

/** Which class answers which method within an INVITE's dialog. One line for each method: what is not here is answered 405. */
public final class WithinDialogs {
    private static final Map<String, Function<InviteDialog, WithinDialog>> BY_METHOD =
            Map.of(
                    Methods.INVITE, dialog -> dialog.theirOffers()::reinvite,
                    Methods.UPDATE, dialog -> dialog.theirOffers()::update,
                    Methods.PRACK, dialog -> dialog::prack,
                    Methods.BYE, dialog -> dialog::bye,
                    Methods.INFO, dialog -> new SaidWithin(dialog)::info,
                    Methods.MESSAGE, dialog -> new SaidWithin(dialog)::message,
                    Methods.REFER, dialog -> new Referred(dialog)::refer,
                    Methods.NOTIFY, dialog -> new ReferNotices(dialog)::came,
                    Methods.OPTIONS, dialog -> dialog::options);

    private WithinDialogs() {}

    static Map<String, Function<InviteDialog, WithinDialog>> byMethod() {
        return BY_METHOD;
    }

    /** What may be asked of us within a call, as Allow says it. */
    static String allow() {
        var methods = new TreeSet<>(List.of(Methods.ACK, Methods.CANCEL));
        methods.addAll(BY_METHOD.keySet());
        return String.join(", ", methods);
    }

    /** What may be asked of us at all within a call, ACK and CANCEL apart. */
    public static Collection<String> methods() {
        return BY_METHOD.keySet();
    }
}
