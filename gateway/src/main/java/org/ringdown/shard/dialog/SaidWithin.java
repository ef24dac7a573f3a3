package org.ringdown.shard.dialog;

import org.ringdown.call.Info;
import org.ringdown.shard.Bodies;
import org.ringdown.shard.DtmfInfo;
import org.ringdown.shard.SipEvent;
import org.ringdown.sip.Methods;
import org.ringdown.sip.Responses;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;

/**
 * Answers INFO (RFC 6086) and MESSAGE (RFC 3428) within a call, and tells its leg what they say.
 *
 * <p>No Info package is offered, so one that is used is refused (RFC 6086 §4.2.2); without one, INFO is what it was before there were
 * packages: a body of an agreed type.
 */
final class SaidWithin {
    private final InviteDialog dialog;

    SaidWithin(InviteDialog dialog) {
        this.dialog = dialog;
    }

    void info(Asked asked) {
        if (asked.request().headers().has("Info-Package")) {
            var response = Responses.to(asked.request(), 469, "Bad Info Package");
            dialog.answer(asked, response.withHeaders(response.headers().with("Recv-Info", "")));
        } else {
            say(asked, Info.Kind.PROGRAM);
        }
    }

    void message(Asked asked) {
        say(asked, Info.Kind.PERSON);
    }

    private void say(Asked asked, Info.Kind kind) {
        var request = asked.request();
        var type = request.headers().contentType();
        if (request.body().isEmpty() || type.isEmpty()) {
            answer(asked, 200, "OK"); // a sign of life
            return;
        }
        var text = Bodies.text(request);
        if (request.body().size() > Info.LONGEST) {
            answer(asked, 413, "Request Entity Too Large");
        } else if (text.isEmpty()) {
            answer(asked, 400, "Bad Request: not UTF-8");
        } else {
            var info = new Info(kind, type.get().name(), text.get());
            if (kind == Info.Kind.PROGRAM && DtmfInfo.TYPES.contains(info.type())) {
                press(asked, info);
            } else if (info.isAllowed()) {
                answer(asked, 200, "OK");
                dialog.usage().tell(new SipEvent.Said(info));
            } else {
                dialog.answer(asked, unsupported(request));
            }
        }
    }

    private void press(Asked asked, Info info) {
        var key = DtmfInfo.parse(info.type(), info.body());
        answer(asked, key.isPresent() ? 200 : 400, key.isPresent() ? "OK" : "Bad Request: no key");
        key.ifPresent(pressed -> dialog.usage().tell(new SipEvent.Pressed(pressed)));
    }

    private static SipResponse unsupported(SipRequest request) {
        var response = Responses.to(request, 415, "Unsupported Media Type");
        var accept = request.is(Methods.MESSAGE) ? Bodies.TEXT : Bodies.info();
        return response.withHeaders(response.headers().with("Accept", accept));
    }

    private void answer(Asked asked, int status, String reason) {
        dialog.answer(asked, Responses.to(asked.request(), status, reason));
    }
}
