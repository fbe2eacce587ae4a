// The shop on the course's own modules.

import { findRoute } from "../../../lessons/04-routing/router.ts";
import { decodes, fitsPattern } from "../../../lessons/05-parameters/parameters.ts";
import { runSteps } from "../../../lessons/06-middleware/middleware.ts";
import { allowedMethods } from "../../../lessons/07-status-codes/status.ts";
import { answerOnce, deadline } from "../../../lessons/08-one-response/one-response.ts";
import { serve } from "../put-together.ts";

serve({ findRoute, decodes, fitsPattern, runSteps, allowedMethods, answerOnce, deadline });
