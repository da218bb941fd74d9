/// <reference path="../src-renderer/css-modules.d.ts" />
